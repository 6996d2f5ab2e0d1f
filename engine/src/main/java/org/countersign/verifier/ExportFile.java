package org.countersign.verifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.countersign.proof.ProofRejectedException;

/** The archive that {@code GET /api/v1/audit/export} answers with. */
final class ExportFile implements AutoCloseable {

    private final ZipFile zip;

    ExportFile(Path file) throws IOException {
        this.zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    }

    /**
     * A file that has to be there, as a whole.
     *
     * @throws ProofRejectedException if it is missing
     */
    String text(String name) throws IOException {
        try (BufferedReader lines = lines(name)) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            for (int read = lines.read(buffer); read >= 0; read = lines.read(buffer)) {
                text.append(buffer, 0, read);
            }
            return text.toString();
        }
    }

    /** A file that may be there, line by line. */
    Optional<BufferedReader> find(String name) throws IOException {
        return zip.getEntry(name) == null ? Optional.empty() : Optional.of(lines(name));
    }

    /** Like {@link #text}, line by line. */
    BufferedReader lines(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ProofRejectedException("The export has no file " + name + ".");
        }
        return new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8), 1 << 16);
    }

    /** What stands between {@code prefix} and {@code suffix} in the names of files. */
    List<String> names(String prefix, String suffix) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                .map(name -> name.substring(prefix.length(), name.length() - suffix.length()))
                .toList();
    }

    byte[] bytes(String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
