package dev.sluice.proxy.upstream.sandbox;

import dev.sluice.api.Call;
import dev.sluice.api.CallError;
import dev.sluice.api.Operation;
import dev.sluice.api.Reply;
import dev.sluice.api.Target;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.api.plugin.Timers;
import dev.sluice.api.prompt.Prompt;
import dev.sluice.proxy.upstream.Provider;
import dev.sluice.proxy.upstream.sandbox.model.Act;
import dev.sluice.proxy.upstream.sandbox.model.Models;
import dev.sluice.proxy.upstream.sandbox.voice.Ask;
import dev.sluice.proxy.upstream.sandbox.voice.Counts;
import dev.sluice.proxy.upstream.sandbox.voice.Manner;
import dev.sluice.proxy.upstream.sandbox.voice.Spoken;
import dev.sluice.proxy.upstream.sandbox.voice.Voice;
import dev.sluice.proxy.upstream.sandbox.voice.cohere.CohereVoice;
import dev.sluice.proxy.upstream.sandbox.voice.gemini.GeminiVoice;
import dev.sluice.proxy.upstream.sandbox.voice.ollama.OllamaVoice;
import dev.sluice.proxy.upstream.sandbox.voice.openai.OpenAiVoice;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The provider that needs no account: its {@link Models models} answer, or fail, in process. */
public final class SandboxProvider implements Provider {

    /** For what a dialect has beside chats: these the sandbox says in any dialect, through its codec. */
    private static final List<Voice> VOICES = List.of(
            new OpenAiVoice(),
            new GeminiVoice(),
            new OllamaVoice(),
            new CohereVoice(),
            new Counts("anthropic", "input_tokens"),
            new Counts("bedrock", "inputTokens"));

    private final String name;
    private final Timers timers;
    private final Failures failures;

    /**
     * Makes one.
     *
     * @param name as in the config
     * @param timers the pace of answers
     */
    public SandboxProvider(String name, Timers timers) {
        this.name = name;
        this.timers = timers;
        this.failures = new Failures(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean speaks(Dialect dialect) {
        return voice(dialect).isPresent() || dialect.chatEndpoint() != null;
    }

    @Override
    public List<String> models() {
        return Models.NAMES;
    }

    @Override
    public boolean takes(String model) {
        return false;
    }

    @Override
    public Future<Reply> send(Call call) {
        if (call.scope().ended()) {
            return Future.failedFuture(failures.cancelled());
        }
        try {
            return play(call);
        } catch (CallError error) {
            return Future.failedFuture(error);
        }
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private Future<Reply> play(Call call) {
        Manner manner = voice(call.dialect())
                .flatMap(voice -> voice.manner(call.endpoint()))
                .or(() -> spoken(call.endpoint()))
                .orElseThrow(() -> failures.unplayed(call.endpoint()));
        String model = model(call);
        Act act = Models.find(model).orElseThrow(() -> failures.unknownModel(model));
        Performance performance = new Performance(call, timers, failures);
        return switch (act) {
            case Act.Fails fails -> performance.fail(fails.status());
            case Act.Unreachable unreachable -> Future.failedFuture(failures.unreachable());
            case Act.Silent silent -> performance.silence();
            case Act.Answers answers -> performance.answer(ask(call, model), manner, answers);
        };
    }

    private Ask ask(Call call, String model) {
        Prompt prompt = call.prompt();
        if (prompt == null) {
            throw failures.unplayed(call.endpoint());
        }
        if (call.endpoint().operation() == Operation.CHAT) {
            Conversation.check(prompt);
        }
        return Ask.of(model, timers.now().getEpochSecond(), prompt);
    }

    private static String model(Call call) {
        Target target = call.target();
        return target == null ? call.model() : target.model();
    }

    private static Optional<Manner> spoken(Endpoint endpoint) {
        boolean isChat = endpoint.operation() == Operation.CHAT || endpoint.operation() == Operation.TEXT_COMPLETION;
        ReplyLens lens = isChat ? endpoint.replyLens() : null;
        return Optional.ofNullable(lens == null ? null : lens.chat()).map(Spoken::new);
    }

    private static Optional<Voice> voice(Dialect dialect) {
        return VOICES.stream()
                .filter(voice -> voice.dialect().equals(dialect.name()))
                .findFirst();
    }
}
