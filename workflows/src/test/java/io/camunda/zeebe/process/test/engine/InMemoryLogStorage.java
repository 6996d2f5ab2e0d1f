package io.camunda.zeebe.process.test.engine;

import io.camunda.zeebe.logstreams.storage.LogStorage;
import io.camunda.zeebe.logstreams.storage.LogStorageReader;
import io.camunda.zeebe.util.buffer.BufferWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Stands before the class of this name in zeebe-process-test-engine 8.8.21, which lets several threads read a plain
 * {@code ArrayList} while another appends to it: now and then a reader sees the new size before the new entry, the
 * engine's stream processor ends with a {@code NullPointerException}, and from then on the engine answers nothing. Same
 * behaviour, safe for threads. Goes when the library mends its own.
 */
class InMemoryLogStorage implements LogStorage {

    private final ConcurrentSkipListMap<Long, Integer> indexByPosition = new ConcurrentSkipListMap<>();
    private final List<ByteBuffer> entries = Collections.synchronizedList(new ArrayList<>());
    private final Set<CommitListener> commitListeners = new CopyOnWriteArraySet<>();

    @Override
    public LogStorageReader newReader() {
        return new Reader();
    }

    @Override
    public void append(long lowestPosition, long highestPosition, BufferWriter entry, AppendListener listener) {
        ByteBuffer buffer = ByteBuffer.allocate(entry.getLength());
        entry.write(new UnsafeBuffer(buffer), 0);
        append(lowestPosition, highestPosition, buffer, listener);
    }

    @Override
    public void append(long lowestPosition, long highestPosition, ByteBuffer entry, AppendListener listener) {
        entries.add(entry);
        int size = entries.size();
        indexByPosition.put(lowestPosition, size);
        listener.onWrite(size, highestPosition);
        listener.onCommit(size, highestPosition);
        commitListeners.forEach(CommitListener::onCommit);
    }

    @Override
    public void addCommitListener(CommitListener listener) {
        commitListeners.add(listener);
    }

    @Override
    public void removeCommitListener(CommitListener listener) {
        commitListeners.remove(listener);
    }

    private final class Reader implements LogStorageReader {

        private int next;

        @Override
        public void seek(long position) {
            Map.Entry<Long, Integer> before = indexByPosition.lowerEntry(position);
            next = before == null ? 0 : before.getValue() - 1;
        }

        @Override
        public boolean hasNext() {
            return next < entries.size();
        }

        @Override
        public DirectBuffer next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return new UnsafeBuffer(entries.get(next++));
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
