package dev.sluice.plugins.cache;

import dev.sluice.api.plugin.CheckContext;
import java.util.Set;
import java.util.TreeSet;

/** What must not be left out of what makes two calls the same: a question would get the answer to another. */
final class Ignored {

    /** What is asked, of whom, and what the answer is to look like, in the words of every dialect. */
    private static final Set<String> QUESTIONS = Set.of(
            ("model messages input inputs prompt suffix template raw context system instructions contents content"
                            + " systemInstruction system_instruction preamble message chat_history query documents document texts"
                            + " text images image requests inputText textGenerationConfig tools tool_choice toolChoice toolConfig"
                            + " tool_config tool_results functions function_call connectors cachedContent cached_content"
                            + " web_search_options file_ids attachments audio response_format responseFormat format"
                            + " generationConfig generation_config n dimensions output_dimension outputDimensionality"
                            + " embedding_types encoding_format input_type taskType title top_n return_documents")
                    .split(" ", -1));

    private Ignored() {}

    /** Says where a config ignores what is asked. */
    static void check(Set<String> ignore, CheckContext context) {
        Set<String> wrong = new TreeSet<>(ignore);
        wrong.retainAll(QUESTIONS);
        if (!wrong.isEmpty()) {
            context.problem(
                    "ignore",
                    "expected fields that do not change the answer, found " + String.join(", ", wrong)
                            + ": other questions would get this answer; leave them out of ignore");
        }
    }
}
