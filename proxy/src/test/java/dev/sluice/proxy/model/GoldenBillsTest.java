package dev.sluice.proxy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Target;
import dev.sluice.api.Usage;
import dev.sluice.api.dialect.Dialect;
import dev.sluice.api.dialect.Endpoint;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.model.ModelFacts;
import dev.sluice.proxy.dialect.anthropic.AnthropicDialect;
import dev.sluice.proxy.dialect.bedrock.BedrockDialect;
import dev.sluice.proxy.dialect.cohere.CohereDialect;
import dev.sluice.proxy.dialect.gemini.GeminiDialect;
import dev.sluice.proxy.dialect.openai.OpenAiDialect;
import dev.sluice.proxy.model.ModelBook.Account;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped price list makes of usage as providers report it; the sums were worked out by hand from their price pages. */
class GoldenBillsTest {

    private static final ModelBook BOOK = ModelBook.of(
            Map.of(),
            Map.of(
                    "openai", new Account("openai", "openai"),
                    "anthropic", new Account("anthropic", "anthropic"),
                    "bedrock", new Account("bedrock", "bedrock"),
                    "gemini", new Account("gemini", "gemini"),
                    "cohere", new Account("cohere", "cohere"),
                    "mistral", new Account("mistral", "mistral"),
                    "mine", new Account("openai", "mine")),
            Map.of(),
            PriceList.read(Path.of("..", "conf", "prices.yaml")));

    @Test
    void openAiCountsCachedAndReasoningTokensInItsSums() {
        Usage usage = openAi("""
                {"usage": {"prompt_tokens": 2006, "completion_tokens": 300, "total_tokens": 2306,
                  "prompt_tokens_details": {"cached_tokens": 1920, "audio_tokens": 0},
                  "completion_tokens_details": {"reasoning_tokens": 192, "audio_tokens": 0}}}""");

        assertThat(facts("openai", "gpt-5-mini-2025-08-07").cost(usage)).isEqualByComparingTo("0.0006695");
    }

    @Test
    void openAiChargesSoundApart() {
        Usage usage = openAi("""
                {"usage": {"prompt_tokens": 120, "completion_tokens": 220, "total_tokens": 340,
                  "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 100, "text_tokens": 20},
                  "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 200, "text_tokens": 20}}}""");

        assertThat(facts("openai", "gpt-audio").cost(usage)).isEqualByComparingTo("0.01625");
    }

    /** 50 tokens of text at 2.00, 194 of pictures at 2.50, 272 of the picture that was made at 8.00. */
    @Test
    void openAiChargesPicturesApart() {
        Usage usage = openAi("""
                {"usage": {"input_tokens": 244, "output_tokens": 272, "total_tokens": 516,
                  "input_tokens_details": {"text_tokens": 50, "image_tokens": 194},
                  "output_tokens_details": {"text_tokens": 0, "image_tokens": 272}}}""");

        assertThat(facts("openai", "gpt-image-1-mini").cost(usage)).isEqualByComparingTo("0.002761");
    }

    @Test
    void anthropicChargesMoreForWritingItsCache() {
        Usage usage = anthropic("""
                {"usage": {"input_tokens": 21, "cache_creation_input_tokens": 188086, "cache_read_input_tokens": 0,
                  "cache_creation": {"ephemeral_5m_input_tokens": 188086, "ephemeral_1h_input_tokens": 0},
                  "output_tokens": 393}}""");

        assertThat(facts("anthropic", "claude-sonnet-4-5-20250929").cost(usage)).isEqualByComparingTo("0.7112805");
    }

    @Test
    void anthropicChargesTwiceTheInputForWhatItsCacheKeepsForAnHour() {
        Usage usage = anthropic("""
                {"usage": {"input_tokens": 20, "cache_creation_input_tokens": 3000, "cache_read_input_tokens": 0,
                  "cache_creation": {"ephemeral_5m_input_tokens": 1000, "ephemeral_1h_input_tokens": 2000},
                  "output_tokens": 100}}""");

        assertThat(facts("anthropic", "claude-haiku-4-5").cost(usage)).isEqualByComparingTo("0.00577");
    }

    @Test
    void anthropicChargesATenthForReadingItsCache() {
        Usage usage = anthropic("""
                {"usage": {"input_tokens": 21, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 188086,
                  "output_tokens": 393}}""");

        assertThat(facts("anthropic", "claude-sonnet-4-5").cost(usage)).isEqualByComparingTo("0.0623838");
    }

    @Test
    void anthropicChargesThePassesThatMadeASummaryToo() {
        Usage usage = anthropic("""
                {"usage": {"input_tokens": 612, "output_tokens": 2819, "iterations": [
                  {"type": "compaction", "input_tokens": 60385, "output_tokens": 522},
                  {"type": "message", "input_tokens": 612, "output_tokens": 2819}]}}""");

        assertThat(facts("anthropic", "claude-opus-4-6").cost(usage)).isEqualByComparingTo("0.38851");
    }

    @Test
    void bedrockChargesWhatTheModelsMakerDoes() {
        Usage usage = usage(new BedrockDialect(), "converse", """
                {"usage": {"inputTokens": 21, "outputTokens": 393, "totalTokens": 188500,
                  "cacheReadInputTokens": 0, "cacheWriteInputTokens": 188086}}""");

        assertThat(facts("bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0")
                        .cost(usage))
                .isEqualByComparingTo("0.7112805");
    }

    /** Gemini reports promptTokenCount, candidatesTokenCount 100, thoughtsTokenCount 500, which is not in the former. */
    @ParameterizedTest
    @CsvSource({"200000, 0.256", "200001, 0.5090025"})
    void geminiChargesMoreForLongPrompts(long prompt, String dollars) {
        Usage usage = new Usage(prompt, 600, 0, 0, 500, 0, 0, false);

        assertThat(facts("gemini", "gemini-2.5-pro").cost(usage)).isEqualByComparingTo(dollars);
    }

    /** 420 tokens of the prompt and of tools at 0.30, 600 cached ones at 0.03, 150 said or thought at 2.50. */
    @Test
    void geminiCountsThinkingBesideTheAnswerAndItsToolsBesideThePrompt() {
        Usage usage = usage(new GeminiDialect(), "generate-content", """
                {"usageMetadata": {"promptTokenCount": 1000, "cachedContentTokenCount": 600, "candidatesTokenCount": 100,
                  "thoughtsTokenCount": 50, "toolUsePromptTokenCount": 20, "totalTokenCount": 1170}}""");

        assertThat(facts("gemini", "gemini-2.5-flash").cost(usage)).isEqualByComparingTo("0.000519");
    }

    /** 800 tokens of text at 0.30, 200 of sound at 1.00, 100 said at 2.50. */
    @Test
    void geminiChargesSoundApart() {
        Usage usage = usage(new GeminiDialect(), "generate-content", """
                {"usageMetadata": {"promptTokenCount": 1000, "candidatesTokenCount": 100, "totalTokenCount": 1100,
                  "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 800}, {"modality": "AUDIO", "tokenCount": 200}]}}""");

        assertThat(facts("gemini", "gemini-2.5-flash").cost(usage)).isEqualByComparingTo("0.00069");
    }

    /** 300 tokens at 0.30, 10 words at 2.50, a picture of 1290 tokens at 30.00. */
    @Test
    void geminiChargesPicturesApart() {
        Usage usage = usage(new GeminiDialect(), "generate-content", """
                {"usageMetadata": {"promptTokenCount": 300, "candidatesTokenCount": 1300, "totalTokenCount": 1600,
                  "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 42}, {"modality": "IMAGE", "tokenCount": 258}],
                  "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1290}]}}""");

        assertThat(facts("gemini", "gemini-2.5-flash-image").cost(usage)).isEqualByComparingTo("0.038815");
    }

    /** Moving pictures are counted with the still ones, which cost what words cost: 1050 tokens at 0.30, 10 at 2.50. */
    @Test
    void geminiDoesNotLoseMovingPictures() {
        Usage usage = usage(new GeminiDialect(), "generate-content", """
                {"usageMetadata": {"promptTokenCount": 1050, "candidatesTokenCount": 10, "totalTokenCount": 1060,
                  "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 8}, {"modality": "VIDEO", "tokenCount": 1000},
                    {"modality": "IMAGE", "tokenCount": 42}]}}""");

        assertThat(usage.imageInput()).isEqualTo(1042);
        assertThat(facts("gemini", "gemini-2.5-flash").cost(usage)).isEqualByComparingTo("0.00034");
    }

    /** What Cohere's own preamble takes is read by the model, but not billed. */
    @Test
    void cohereChargesWhatItBills() {
        Usage usage = usage(new CohereDialect(), "chat", """
                {"usage": {"billed_units": {"input_tokens": 46, "output_tokens": 14},
                  "tokens": {"input_tokens": 1445, "output_tokens": 43}, "cached_tokens": 704}}""");

        assertThat(facts("cohere", "command-a-03-2025").cost(usage)).isEqualByComparingTo("0.000255");
    }

    @Test
    void mistralCountsAsOpenAiDoes() {
        Usage usage = openAi("{\"usage\": {\"prompt_tokens\": 13, \"total_tokens\": 21, \"completion_tokens\": 8}}");

        assertThat(facts("mistral", "mistral-small-2603").cost(usage)).isEqualByComparingTo("0.00000675");
    }

    @Test
    void aBatchIsCheaper() {
        ModelFacts facts = facts("openai", "gpt-4.1-mini");

        assertThat(Objects.requireNonNull(facts.prices())
                        .cost(Usage.of(1_000_000, 1_000_000).withTier("batch")))
                .isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o-2024-08-06",
        "anthropic, claude-3-5-haiku-latest",
        "anthropic, claude-haiku-4-5@20251001",
        "openai, gpt-3.5-turbo-0125",
        "gemini, gemini-2.5-flash"
    })
    void aVersionCostsWhatItsModelDoes(String provider, String model) {
        assertThat(facts(provider, model).prices()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"openai, gpt-4o-mini-tts", "openai, gpt", "mine, gpt-4o", "nobody, gpt-4o"})
    void whatIsNotListedCostsNobodyKnowsWhat(String provider, String model) {
        assertThat(facts(provider, model).cost(Usage.of(1, 1))).isNull();
    }

    private static ModelFacts facts(String provider, String model) {
        return BOOK.facts(new Target(provider, model));
    }

    private static Usage openAi(String reply) {
        return usage(new OpenAiDialect(), "chat-completions", reply);
    }

    private static Usage anthropic(String reply) {
        return usage(new AnthropicDialect(), "messages", reply);
    }

    private static Usage usage(Dialect dialect, String name, String reply) {
        Endpoint chat = dialect.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow();
        Obj body = (Obj) Json.parse(Buffer.buffer(reply));
        return Objects.requireNonNull(
                Objects.requireNonNull(chat.replyLens()).summary(body).usage());
    }
}
