package org.countersign.consumer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.proof.JsonText;
import org.countersign.proof.ProofRejectedException;
import org.countersign.proof.ServedItem;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer has read, on disk: one line per page, with the position up to which it was read. A page and its position
 * are there together or not at all, so a crash at any moment loses nothing and repeats at most one page.
 */
final class FeedJournal implements AutoCloseable {

    /** Lines after which the file is written anew with what is still of use. */
    private static final int COMPACT = 1000;

    private final Path file;
    private final Map<String, ServedItem> items = new LinkedHashMap<>();
    private FileChannel out;
    private long position;
    private String checkpoint = "";
    private int lines;

    /** @throws IOException if the file cannot be read or written */
    FeedJournal(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            replay(Files.readString(file));
            compact();
        }
        this.out = open();
    }

    /** The last position read. */
    long position() {
        return position;
    }

    /** The newest checkpoint that was verified; empty before the first. */
    String checkpoint() {
        return checkpoint;
    }

    /** Items by id. */
    Map<String, ServedItem> items() {
        return items;
    }

    /** Adds a page that was verified. */
    void append(List<String> page, long next, String verifiedCheckpoint) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("next", next);
        line.put("checkpoint", verifiedCheckpoint);
        line.put("items", page);
        write(line);
        apply(page, next, verifiedCheckpoint);
    }

    /** Forgets every item: the server asked to be read from the beginning. The checkpoint is kept, to hold it against. */
    void reset() throws IOException {
        write(Map.of("reset", true));
        items.clear();
        position = 0;
    }

    private void replay(String text) {
        for (String line : text.split("\n", -1)) {
            Map<String, @Nullable Object> record;
            try {
                record = JsonText.parseObject(line);
            } catch (ProofRejectedException e) {
                // The last line of a crash, not written to its end; what it says is read from the server again.
                return;
            }
            if (Boolean.TRUE.equals(record.get("reset"))) {
                items.clear();
                position = 0;
            } else {
                List<String> page = new ArrayList<>();
                JsonText.array(record.get("items")).forEach(item -> page.add(String.valueOf(item)));
                apply(page, JsonText.number(record, "next"), JsonText.string(record, "checkpoint"));
            }
        }
    }

    private void apply(List<String> page, long next, String verifiedCheckpoint) {
        for (String json : page) {
            ServedItem item = ServedItem.parse(json);
            if (item.type().equals("PUBLISHED")) {
                items.put(item.contentId(), item);
            } else {
                items.remove(item.contentId());
            }
        }
        position = next;
        checkpoint = verifiedCheckpoint;
    }

    private void write(Map<String, Object> line) throws IOException {
        if (lines >= COMPACT) {
            out.close();
            compact();
            out = open();
        }
        ByteBuffer bytes = ByteBuffer.wrap((JsonText.canonical(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        out.force(false);
        lines++;
    }

    private void compact() throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("next", position);
        line.put("checkpoint", checkpoint);
        line.put(
                "items",
                items.values().stream()
                        .map(item -> JsonText.canonical(item.fields()))
                        .toList());
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(whole, JsonText.canonical(line) + "\n");
        try (FileChannel written = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        lines = 1;
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
