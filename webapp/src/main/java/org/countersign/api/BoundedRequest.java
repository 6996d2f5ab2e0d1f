package org.countersign.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request of whose body no more than so many bytes can be read. */
final class BoundedRequest extends HttpServletRequestWrapper {

    private final int limit;
    private @Nullable ServletInputStream body;

    BoundedRequest(HttpServletRequest request, int limit) {
        super(request);
        this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream opened = body;
        if (opened == null) {
            opened = new Bounded(super.getInputStream(), limit);
            body = opened;
        }
        return opened;
    }

    private static final class Bounded extends ServletInputStream {

        private final ServletInputStream body;
        private final int limit;
        private long read;

        Bounded(ServletInputStream body, int limit) {
            this.body = body;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = body.read(into, from, length);
            count(Math.max(0, got));
            return got;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > limit) {
                throw RequestText.tooLarge(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
