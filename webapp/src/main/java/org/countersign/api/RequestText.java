package org.countersign.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ResponseStatusException;

/** Reads request bodies as the text they say they are: bounded, and never with a character replaced. */
final class RequestText {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private RequestText() {}

    /**
     * The whole body.
     *
     * @param limit largest size accepted, in bytes
     */
    static String read(HttpServletRequest request, int limit) throws IOException {
        Charset charset = charset(request);
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            throw tooLarge(limit);
        }
        try {
            return decode(body, charset);
        } catch (CharacterCodingException e) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "The body is not " + charset + ", as its content type says.", e);
        }
    }

    /** The charset the body says it has, UTF-8 where it says nothing. */
    static Charset charset(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw unsupported("The content encoding " + encoding + " is not supported; send the body as it is.");
        }
        try {
            Charset charset = MediaType.parseMediaType(String.valueOf(request.getContentType()))
                    .getCharset();
            return charset == null ? StandardCharsets.UTF_8 : charset;
        } catch (UnsupportedCharsetException e) {
            throw unsupported("The charset " + e.getCharsetName() + " is not known here; send UTF-8.");
        }
    }

    /** Refuses a body that says it is anything but UTF-8. */
    static void requireUtf8(HttpServletRequest request) {
        Charset charset = charset(request);
        if (!charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            throw unsupported("The charset " + charset + " is not supported for lines; send UTF-8.");
        }
    }

    /** The text of these bytes, without a byte order mark. */
    static String decode(byte[] bytes, Charset charset) throws CharacterCodingException {
        String text = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static ResponseStatusException unsupported(String why) {
        return new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, why);
    }

    static ResponseStatusException tooLarge(long limit) {
        return new ResponseStatusException(
                HttpStatus.CONTENT_TOO_LARGE, "The body is larger than " + limit + " bytes, the most accepted here.");
    }
}
