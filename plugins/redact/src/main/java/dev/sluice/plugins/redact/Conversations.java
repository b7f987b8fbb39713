package dev.sluice.plugins.redact;

import dev.sluice.api.Call;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.api.prompt.Role;
import dev.sluice.plugins.redact.token.Conversation;
import dev.sluice.plugins.redact.token.Keys;
import java.util.HexFormat;

/**
 * Tells which conversation a call belongs to.
 *
 * <p>Where the application does not say, it is the beginning of the user's first message: clients resend the history with each
 * turn, and that is the part of it that never changes. System instructions do change, where they tell the time or hold what was
 * retrieved. The caller's key goes in as well, so that two users who both begin with "hello" do not share a conversation as long
 * as they do not share a key.
 */
record Conversations(String header, Keys keys) {

    private static final int BEGINNING = 2048;

    Conversation of(Call call, Prompt prompt) {
        String tenant = call.caller().tenant();
        String named = call.headers().get(header);
        String id = named == null || named.isEmpty()
                ? hashed(tenant, "derived", call.caller().key(), beginning(prompt))
                : hashed(tenant, "named", call.caller().key(), named);
        return new Conversation(tenant, id);
    }

    private String hashed(String tenant, String... parts) {
        return HexFormat.of().formatHex(keys.hash(tenant, parts), 0, 16);
    }

    private static String beginning(Prompt prompt) {
        for (Message message : prompt.messages()) {
            if (message.role() == Role.USER) {
                for (Part part : message.parts()) {
                    if (part instanceof Part.Text text) {
                        return text.text()
                                .substring(0, Math.min(BEGINNING, text.text().length()));
                    }
                }
            }
        }
        return "";
    }
}
