package org.countersign.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.countersign.suggestion.Batches;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The lines of an NDJSON body, kept in a temporary file: what is too large is refused before anything is taken in, and
 * neither a slow sender nor a long body costs memory or holds a transaction open. Blank lines are no lines.
 */
final class NdjsonLines implements Closeable {

    /** Lines of one body. */
    static final int LIMIT = 100_000;

    /** Bytes of one body. */
    static final long BYTES = 2L << 30;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path file;
    private final InputStream in;

    private NdjsonLines(Path file) throws IOException {
        this.file = file;
        this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
        }
    }

    /** Takes the whole body in. */
    static NdjsonLines spool(InputStream body) throws IOException {
        Path file = Files.createTempFile("countersign-upload", ".ndjson");
        try {
            copy(body, file);
            return new NdjsonLines(file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void copy(InputStream body, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        int lines = 0;
        boolean blank = true;
        try (var out = Files.newOutputStream(file)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
                if (bytes > BYTES) {
                    throw RequestText.tooLarge(BYTES);
                }
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        blank = true;
                    } else if (blank && !isBlank(buffer[i])) {
                        blank = false;
                        lines++;
                    }
                }
                if (lines > LIMIT) {
                    throw new ResponseStatusException(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "There are more than " + LIMIT + " lines; nothing was taken in. Send several bodies.");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    /**
     * The next lines; none at the end. Of a line too long only its beginning is given.
     *
     * @param count lines at most
     * @param enough bytes after which no further line is given
     */
    List<byte[]> next(int count, int enough) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        int bytes = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean blank = true;
        while (lines.size() < count && bytes < enough) {
            int next = in.read();
            if (next == '\n' || next < 0) {
                if (!blank) {
                    lines.add(line.toByteArray());
                    bytes += line.size();
                }
                if (next < 0) {
                    break;
                }
                line.reset();
                blank = true;
            } else {
                blank &= isBlank(next);
                if (line.size() <= Batches.LINE) {
                    line.write(next);
                }
            }
        }
        return lines;
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == '\t' || character == '\r';
    }

    @Override
    public void close() throws IOException {
        try (in) {
            Files.deleteIfExists(file);
        }
    }
}
