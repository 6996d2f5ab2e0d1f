package org.countersign.shared;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A key that never comes near this process: a command of the operator's choice signs, for example the client of a key
 * management service. It reads the message from its standard input and writes the signature, in base64, to its output.
 */
final class SigningCommand implements Signer {

    private static final int SECONDS = 10;

    private final byte[] publicKey;
    private final List<String> command;

    /** @throws IllegalArgumentException if the public key is none or there is no command */
    SigningCommand(byte[] publicKey, List<String> command) {
        if (publicKey.length != Ed25519.PUBLIC_KEY_LENGTH || command.isEmpty()) {
            throw new IllegalArgumentException("A key outside needs a public key of " + Ed25519.PUBLIC_KEY_LENGTH
                    + " bytes in base64, and a command that signs. See countersign.keys.outside.");
        }
        this.publicKey = publicKey.clone();
        this.command = List.copyOf(command);
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = Base64.getMimeDecoder().decode(answer(message));
        if (!Ed25519.verify(publicKey, message, signature)) {
            throw new IllegalStateException(
                    "The signing command " + command.getFirst() + " answered with a signature of another key.");
        }
        return signature;
    }

    private byte[] answer(byte[] message) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(message);
            }
            byte[] answer = process.getInputStream().readNBytes(1024);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "The signing command " + command.getFirst() + " did not end within " + SECONDS + " s.");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "The signing command " + command.getFirst() + " ended with " + process.exitValue() + ".");
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("The signing command " + command.getFirst() + " cannot be run.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while signing.", e);
        }
    }
}
