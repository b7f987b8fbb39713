package dev.sluice.plugins.validate;

import dev.sluice.api.Call;
import dev.sluice.api.json.Obj;
import dev.sluice.api.plugin.Checkpoint;
import dev.sluice.api.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that a config asks for, in the order in which it is looked at.
 *
 * @param calls look at the call's head
 * @param documents look at its body
 * @param prompts look at what it says
 */
record Checks(List<Check<Call>> calls, List<Check<Obj>> documents, List<Check<Prompt>> prompts) {

    Checks {
        calls = List.copyOf(calls);
        documents = List.copyOf(documents);
        prompts = List.copyOf(prompts);
    }

    static Checks of(ValidateConfig config) {
        List<Check<Call>> calls = new ArrayList<>();
        List<Check<Obj>> documents = new ArrayList<>();
        List<Check<Prompt>> prompts = new ArrayList<>();
        if (!config.models().isEmpty()) {
            calls.add(new ModelCheck(Wildcards.of(config.models())));
        }
        config.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(rule -> documents.add(FieldCheck.of(rule.getKey(), rule.getValue())));
        prompts.addAll(ParameterCheck.all(config.parameters()));
        if (!config.messages().isEmpty()) {
            prompts.add(new MessagesCheck(config.messages()));
        }
        if (!config.messages().tokens().isEmpty()) {
            prompts.add(TokensCheck.of(config.messages().tokens()));
        }
        if (!config.modalities().isEmpty()) {
            prompts.add(new ModalityCheck(config.modalities()));
        }
        if (!config.tools().isEmpty()) {
            prompts.add(new ToolsCheck(
                    config.tools().max(), Wildcards.of(config.tools().allowed())));
        }
        documents.addAll(SchemaCheck.all(config.contract()));
        if (config.contract().accepts() != ValidateConfig.Accepts.TEXT) {
            prompts.add(InputCheck.of(config.contract()));
        }
        if (!config.turns().isEmpty()) {
            prompts.add(new TurnsCheck(config.turns()));
        }
        if (config.language() != null) {
            prompts.add((prompt, found) -> {}); // Asked later, and not without a prompt.
        }
        if (!config.attachments().isEmpty()) {
            prompts.add(new AttachmentCheck(config.attachments()));
        }
        return new Checks(calls, documents, prompts);
    }

    /** Runs them, and returns whether all of them had something to look at. */
    boolean run(Call call, Violations found) {
        calls.forEach(check -> check.on(call, found));
        Obj document = documents.isEmpty() ? null : call.json();
        if (document != null) {
            documents.forEach(check -> {
                Checkpoint.pass();
                check.on(document, found);
            });
        }
        Prompt prompt = prompts.isEmpty() ? null : call.prompt();
        if (prompt != null) {
            prompts.forEach(check -> {
                Checkpoint.pass();
                check.on(prompt, found);
            });
        }
        return (document != null || documents.isEmpty()) && (prompt != null || prompts.isEmpty());
    }
}
