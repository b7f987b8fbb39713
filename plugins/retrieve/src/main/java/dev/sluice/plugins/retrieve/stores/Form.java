package dev.sluice.plugins.retrieve.stores;

import dev.sluice.api.CallError;
import dev.sluice.api.CallError.Category;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a form for an upload says.
 *
 * @param purpose what the file is for; empty if it does not say
 * @param name the file's; null if there is no file
 * @param mediaType null if it does not say
 * @param bytes the file's
 */
record Form(String purpose, @Nullable String name, @Nullable String mediaType, Buffer bytes) {

    static Form read(@Nullable String contentType, Buffer body) {
        if (contentType == null || !contentType.startsWith("multipart/form-data")) {
            throw wrong("multipart/form-data");
        }
        DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        request.headers().set("content-type", contentType);
        HttpPostRequestDecoder decoder = null;
        try {
            decoder = new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request);
            decoder.offer(new DefaultHttpContent(Unpooled.wrappedBuffer(body.getBytes())));
            decoder.offer(new DefaultLastHttpContent());
            return read(decoder);
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException | IOException e) {
            throw wrong("a form that can be read (" + e.getMessage() + ")");
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }

    private static Form read(HttpPostRequestDecoder decoder) throws IOException {
        String purpose = "";
        FileUpload file = null;
        for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
            if (part instanceof FileUpload upload && "file".equals(part.getName())) {
                file = upload;
            } else if (part instanceof Attribute field && "purpose".equals(part.getName())) {
                purpose = field.getValue();
            }
        }
        return file == null
                ? new Form(purpose, null, null, Buffer.buffer())
                : new Form(purpose, file.getFilename(), file.getContentType(), Buffer.buffer(file.get()));
    }

    private static CallError wrong(String expected) {
        return CallError.of(
                Category.INVALID_REQUEST, "invalid_form", "Expected " + expected + " with a file and a purpose.");
    }
}
