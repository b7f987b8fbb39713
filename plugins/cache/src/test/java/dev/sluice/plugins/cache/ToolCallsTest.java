package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.dialect.ReplyLens;
import dev.sluice.testkit.TestDialect;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What acts is told apart from what only has the fields for it. */
class ToolCallsTest {

    private static final ReplyLens LENS = Objects.requireNonNull(TestDialect.CHAT.replyLens());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[{'message':{'content':'hi','refusal':null,'function_call':null,'tool_calls':[]}}]}",
                "{'choices':[{'message':{'content':'hi','tool_calls':null}}]}",
                "{'message':{'role':'assistant','content':[{'type':'text','text':'use a \\'tool_use\\' block'}]}}",
                "{'tool_choice':'auto','tools':[{'type':'function','parameters':{'properties':{'functionCall':{'type':'object'}}}}],"
                        + "'output':[{'type':'message'}]}",
                "{'output':[{'type':'web_search_call'},{'type':'file_search_call'},{'type':'mcp_list_tools'}]}",
                "{'content':[{'type':'server_tool_use','name':'web_search'},{'type':'text','text':'so'}]}",
            })
    void keepsWhatCallsNothing(String body) {
        assertThat(ToolCalls.in(buffer(body), false, LENS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[{'message':{'tool_calls' : [\n {'id':'a'}]}}]}",
                "{'choices':[{'message':{'function_call':{'name':'f','arguments':'{}'}}}]}",
                "{'content':[{'type':'tool_use','id':'t','name':'f','input':{}}]}",
                "{'content':[{'type':'mcp_tool_use','name':'f'}]}",
                "{'content':[{'type':'server_tool_use','name':'bash_code_execution'}]}",
                "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f'}}]}}]}",
                "{'output':{'message':{'content':[{'toolUse':{'name':'f'}}]}}}",
                "{'output':[{'type':'function_call','name':'f'}]}",
                "{'output':[{'type':'custom_tool_call','input':'rm -rf'}]}",
                "{'output':[{'type':'local_shell_call','action':{'type':'exec'}}]}",
                "{'output':[{'type':'shell_call'}]}",
                "{'output':[{'type':'computer_call'}]}",
                "{'output':[{'type':'mcp_call','name':'f'}]}",
                "{'output':[{'type':'mcp_approval_request'}]}",
                "{'output':[{'type':'apply_patch_call'}]}",
                "{'output':[{'type':'code_interpreter_call'}]}",
                "{'tool_calls':[",
            })
    void keepsNothingThatActs(String body) {
        assertThat(ToolCalls.in(buffer(body), false, LENS)).isTrue();
    }

    @Test
    void keepsAStreamThatNamesAnEmptyListOfCalls() {
        String stream = "event: message-start\ndata: {'type':'message-start','delta':{'message':{'role':'assistant',"
                + "'content':[],'tool_plan':'','tool_calls':[],'citations':[]}}}\n\ndata: [DONE]\n\n";

        assertThat(ToolCalls.in(buffer(stream), true, LENS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {'choices':[{'delta':{'tool_calls':[{'index':0}]}}]}\n\n",
                "data: {'type':'tool-call-start','index':0,'delta':{'message':{'tool_calls':{'id':'a','type':'function'}}}}\n\n",
                "data: {'type':'content_block_start','content_block':{'type':'tool_use'}}\n\n",
                "data: {'type':'response.output_item.added','item':{'type':'computer_call'}}\n\n",
                "data: tool\n\n",
                "data: {'toolUse':{'name':'f'}}",
            })
    void keepsNoStreamThatActs(String stream) {
        assertThat(ToolCalls.in(buffer("data: {}\n\n" + stream), true, LENS)).isTrue();
    }

    @Test
    void takesAStreamThatNobodyCanReadForOneThatActs() {
        assertThat(ToolCalls.in(Buffer.buffer("tool"), true, null)).isTrue();
    }

    private static Buffer buffer(String text) {
        return Buffer.buffer(text.replace("\\'", "\\\"").replace('\'', '"'));
    }
}
