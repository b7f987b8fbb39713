package dev.sluice.plugins.validate;

import dev.sluice.api.config.DataSize;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Part;
import dev.sluice.api.prompt.Prompt;
import java.util.List;

/** Whether attachments are few, small and of types that are allowed. */
record AttachmentCheck(ValidateConfig.AttachmentRules rules) implements Check<Prompt> {

    @Override
    public void on(Prompt prompt, Violations found) {
        List<Message> messages = prompt.messages();
        int count = 0;
        for (int i = 0; i < messages.size(); i++) {
            for (Part part : messages.get(i).parts()) {
                if (part instanceof Part.Media media) {
                    count++;
                    check(media, "messages[" + i + "]", found);
                }
            }
        }
        if (rules.max() != null && count > rules.max()) {
            found.add(new Violation(
                    "too_many_attachments",
                    "messages",
                    "at most " + rules.max() + " attachments",
                    String.valueOf(count),
                    "send fewer"));
        }
    }

    /**
     * What it decodes to: three bytes for four characters of Base64. Whether a data URL's head, and two characters of padding, are
     * among those is not told, so they are taken off: nobody is refused for what is no part of the attachment.
     */
    private static long bytes(Part.Media media) {
        int head = media.mediaType() == null
                ? 0
                : "data:;base64,".length() + media.mediaType().length();
        return Math.max(0, (media.size() - head) * 3L / 4 - 2);
    }

    private void check(Part.Media media, String param, Violations found) {
        Wildcards types = Wildcards.of(rules.types());
        String type = media.mediaType() == null ? "" : media.mediaType();
        if (!types.allow(type)) {
            String shown = type.isEmpty() ? "one that is not told" : Shown.of(type);
            found.add(new Violation(
                    "attachment_type_not_allowed", param, "an attachment of " + types, shown, "leave it out"));
        }
        DataSize max = rules.maxSize();
        if (max != null && media.url() == null && bytes(media) > max.bytes()) {
            found.add(new Violation(
                    "attachment_too_large",
                    param,
                    "an attachment of at most " + max.bytes() + " bytes",
                    String.valueOf(bytes(media)),
                    "send a smaller one"));
        }
    }
}
