package dev.sluice.proxy.dialect.openai.codec;

import dev.sluice.api.chat.ChatEvent;
import dev.sluice.api.chat.Losses;
import dev.sluice.api.chat.TokenLogprob;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item of a response while it is written. */
sealed interface OutputPart {

    /** Tells that it is whole; once. */
    void close(Output.Sink sink);

    /** A message: texts and refusals that follow each other. */
    final class Message implements OutputPart {
        private final int index;
        private final String id;
        private final List<Obj> content = new ArrayList<>();
        private @Nullable OutputText open;
        private int part = -1;

        private Message(int index, String id) {
            this.index = index;
            this.id = id;
        }

        static Message begin(int index, String response, Output.Sink sink) {
            Message message = new Message(index, "msg_" + response + "_" + index);
            sink.added(index, message.item("in_progress"));
            return message;
        }

        void text(int from, String piece, boolean refuses, Output.Sink sink) {
            OutputText text = open;
            if (text == null || from != part) {
                closeText(sink);
                text = new OutputText(index, id, content.size(), refuses);
                text.begin(sink);
                open = text;
                part = from;
            }
            text.piece(piece, sink);
        }

        void cited(ChatEvent.Cited cited, Losses losses, Output.Sink sink) {
            text(cited.part(), "", false, sink);
            if (open != null) {
                open.cite(cited.citation(), losses, sink);
            }
        }

        void likely(List<TokenLogprob> tokens, Output.Sink sink) {
            if (open != null) {
                open.likely(tokens, sink);
            }
        }

        private void closeText(Output.Sink sink) {
            if (open != null) {
                content.add(open.close(sink));
                open = null;
            }
        }

        @Override
        public void close(Output.Sink sink) {
            closeText(sink);
            sink.done(index, item("completed"));
        }

        private Obj item(String status) {
            return Json.object("id", id, "type", "message", "status", status, "role", "assistant", "content", content);
        }
    }

    /** Thinking: what is shown of it is its summary. */
    final class Thought implements OutputPart {
        private final int index;
        private final String id;
        private final StringBuilder text = new StringBuilder();
        private @Nullable String encrypted;
        private boolean closed;

        private Thought(int index, String id) {
            this.index = index;
            this.id = id;
        }

        static Thought begin(int index, String response, Output.Sink sink) {
            Thought thought = new Thought(index, "rs_" + response + "_" + index);
            sink.added(index, OutputWriter.thought("", null).with("id", thought.id));
            return thought;
        }

        void text(String piece, Output.Sink sink) {
            if (piece.isEmpty()) {
                return;
            }
            if (text.isEmpty()) {
                sink.say(about("response.reasoning_summary_part.added").with("part", summary("")));
            }
            text.append(piece);
            sink.say(about("response.reasoning_summary_text.delta").with("delta", piece));
        }

        void sign(String signature) {
            encrypted = signature;
        }

        @Override
        public void close(Output.Sink sink) {
            if (closed) {
                return;
            }
            closed = true;
            if (!text.isEmpty()) {
                sink.say(about("response.reasoning_summary_text.done").with("text", text.toString()));
                sink.say(about("response.reasoning_summary_part.done").with("part", summary(text.toString())));
            }
            sink.done(index, OutputWriter.thought(text.toString(), encrypted).with("id", id));
        }

        private Obj about(String type) {
            return Json.object("type", type, "item_id", id, "output_index", index, "summary_index", 0);
        }

        private static Obj summary(String text) {
            return Json.object("type", "summary_text", "text", text);
        }
    }

    /** A call of a tool. */
    final class Call implements OutputPart {
        private final int index;
        private final String id;
        private final ChatEvent.ToolStart call;
        private final StringBuilder arguments = new StringBuilder();
        private boolean closed;

        private Call(int index, String id, ChatEvent.ToolStart call) {
            this.index = index;
            this.id = id;
            this.call = call;
        }

        static Call begin(int index, String response, ChatEvent.ToolStart start, Output.Sink sink) {
            Call call = new Call(index, "fc_" + response + "_" + index, start);
            sink.added(index, call.item("in_progress"));
            return call;
        }

        void arguments(String piece, Output.Sink sink) {
            if (!piece.isEmpty()) {
                arguments.append(piece);
                sink.say(about("response.function_call_arguments.delta").with("delta", piece));
            }
        }

        @Override
        public void close(Output.Sink sink) {
            if (closed) {
                return;
            }
            closed = true;
            if (arguments.isEmpty()) {
                arguments("{}", sink);
            }
            sink.say(about("response.function_call_arguments.done")
                    .with("name", call.name())
                    .with("arguments", arguments.toString()));
            sink.done(index, item("completed"));
        }

        private Obj about(String type) {
            return Json.object("type", type, "item_id", id, "output_index", index);
        }

        private Obj item(String status) {
            return Json.object(
                    "id",
                    id,
                    "type",
                    "function_call",
                    "status",
                    status,
                    "arguments",
                    arguments.toString(),
                    "call_id",
                    call.id(),
                    "name",
                    call.name());
        }
    }
}
