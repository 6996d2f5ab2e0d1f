package org.countersign.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of an archive that is written as it is sent. */
final class ZipFiles {

    private ZipFiles() {}

    static void write(ZipOutputStream zip, String name, String text) {
        write(zip, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(ZipOutputStream zip, String name, byte[] bytes) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file whose text comes in pieces. */
    static void lines(ZipOutputStream zip, String name, Consumer<Consumer<String>> pieces) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            pieces.accept(piece -> {
                try {
                    zip.write(piece.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
