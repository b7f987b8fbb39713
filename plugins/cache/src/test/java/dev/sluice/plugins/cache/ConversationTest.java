package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.chat.ChatRequest;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Null;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What asks the same has one key in all dialects; what may ask anything else has none that others share. */
class ConversationTest {

    private static final CacheKey KEYS = new CacheKey(Fixture.config(), "chain");

    @Property(tries = 300)
    void aConversationHasOneKeyInWhicheverDialectAndForm(
            @ForAll("requests") ChatRequest asked, @ForAll Tongue one, @ForAll Tongue other, @ForAll boolean streamed) {
        Optional<String> key = key(one.call(asked, false));

        assertThat(key).isPresent();
        assertThat(key(other.call(asked, streamed))).isEqualTo(key);
    }

    @Property(tries = 500)
    void anotherConversationHasAnother(
            @ForAll("requests") ChatRequest one,
            @ForAll("requests") ChatRequest other,
            @ForAll Tongue asks,
            @ForAll Tongue asksToo) {
        boolean same = key(asks.call(one, false)).equals(key(asksToo.call(other, false)));

        assertThat(same).isEqualTo(one.equals(other));
    }

    /** Whatever is put in, left out or changed in a document, at any depth: known to the codec or not. */
    @Property(tries = 3000)
    void noOtherDocumentHasItsKey(@ForAll("requests") ChatRequest asked, @ForAll Tongue asks, @ForAll Random random) {
        Call call = asks.call(asked, false);
        Obj body = Objects.requireNonNull(call.json()).without("stream"); // About the form alone.
        Obj changed = (Obj) changed(body, random);

        Optional<String> key = key(call.withJson(changed));

        assertThat(key).as(() -> body + " and " + changed).isNotEqualTo(key(call));
    }

    @Property(tries = 300)
    void orderAndWhatSaysNothingDoNotCount(
            @ForAll("requests") ChatRequest asked, @ForAll Tongue asks, @ForAll Random random) {
        Call call = asks.call(asked, false);
        List<Member> members =
                new ArrayList<>(Objects.requireNonNull(call.json()).members());
        Collections.shuffle(members, random);
        Obj.Builder turned = Json.object();
        members.forEach(member -> turned.put(member.name(), member.value()));
        Obj spelled = turned.put("user", "u-1").put("anything", Null.NULL).build();

        assertThat(key(call.withJson(spelled))).isEqualTo(key(call));
    }

    /** As people write it, rather than codecs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHAT|{'model':'some-model','max_tokens':400,'messages':[{'role':'user','content':'hi'}]}",
                "CHAT|{'model':'some-model','max_tokens':400,'tools':[],'logprobs':false,'messages':[{'role':'user','content':'hi'}]}",
                "CHAT|{'model':'some-model','max_completion_tokens':400.0,'messages':[{'role':'user','content':[{'type':'text','text':'hi'}]}]}",
                "RESPONSES|{'model':'some-model','store':false,'max_output_tokens':400,'input':'hi'}",
                "RESPONSES|{'model':'some-model','store':false,'max_output_tokens':400,'input':[{'role':'user','content':'hi'}]}",
                "ANTHROPIC|{'model':'some-model','max_tokens':400,'messages':[{'role':'user','content':'hi'}]}",
                "GEMINI|{'contents':{'parts':[{'text':'hi'}]},'generation_config':{'max_output_tokens':400}}",
                "OLLAMA|{'model':'some-model','tools':[],'messages':[{'role':'user','content':'hi'}],'options':{'num_predict':400}}",
                "COHERE|{'model':'some-model','max_tokens':400,'messages':[{'role':'user','content':'hi'}]}",
                "BEDROCK|{'messages':[{'role':'user','content':[{'text':'hi'}]}],'inferenceConfig':{'maxTokens':400}}"
            })
    void otherSpellingsAskTheSame(Tongue asks, String body) {
        Optional<String> key = key(asks.call(parsed(body), false));

        assertThat(key).isPresent().isEqualTo(key(Tongue.CHAT.call(Conversations.request("hi"), false)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHAT|'tools':[{'type':'function','function':{'name':'f'}}]",
                "CHAT|'tool_choice':'none'",
                "CHAT|'reasoning_effort':'low'",
                "CHAT|'stop':['x']",
                "CHAT|'n':1",
                "CHAT|'response_format':{'type':'text'}",
                "CHAT|'service_tier':'flex'",
                "CHAT|'seed':null,'unknown':true",
                "CHAT|'store':true",
                "CHAT|'logprobs':true",
                "RESPONSES|'text':{'verbosity':'low'}",
                "RESPONSES|'include':['reasoning.encrypted_content']",
                "ANTHROPIC|'thinking':{'type':'disabled'}",
                "ANTHROPIC|'thinking':{'type':'adaptive','display':'summarized'}",
                "ANTHROPIC|'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}",
                "ANTHROPIC|'container':'c'",
                "GEMINI|'safetySettings':[{'category':'x','threshold':'y'}]",
                "GEMINI|'tools':[{'googleSearch':{}}]",
                "GEMINI|'cachedContent':'x'",
                "OLLAMA|'think':true",
                "OLLAMA|'keep_alive':-1",
                "OLLAMA|'raw':true",
                "OLLAMA|'think':false",
                "OLLAMA|'format':'json'",
                "COHERE|'documents':['x']",
                "COHERE|'safety_mode':'NONE'",
                "BEDROCK|'guardrailConfig':{'guardrailIdentifier':'g'}",
                "BEDROCK|'additionalModelRequestFields':{'top_k':4}"
            })
    void whatAsksForMoreIsItsDialectsOwn(Tongue asks, String more) {
        Call call = asks.call(Conversations.request("hi"), false);
        String body = Objects.requireNonNull(call.json()).toString();
        Obj changed = parsed(body.substring(0, body.length() - 1) + "," + more + "}");

        assertThat(key(call.withJson(changed)))
                .as("the same with more, or nobody's but its own")
                .isNotEqualTo(key(call));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHAT|{'role':'developer','content':'x'}",
                "CHAT|{'role':'user','content':'x','name':'Ann'}",
                "CHAT|{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://x/y.png'}}]}",
                "CHAT|{'role':'user','content':[{'type':'text','text':'x','cache_control':{'type':'ephemeral'}}]}",
                "CHAT|{'role':'assistant','content':'x','reasoning_content':'hm'}",
                "CHAT|{'role':'assistant','refusal':'no'}",
                "ANTHROPIC|{'role':'assistant','content':[{'type':'thinking','thinking':'hm','signature':'s'}]}",
                "ANTHROPIC|{'role':'assistant','content':[{'type':'redacted_thinking','data':'s'}]}",
                "OLLAMA|{'content':'x'}",
                "OLLAMA|{'role':'user','content':'x','images':['aGk=']}",
                "COHERE|{'content':'x'}",
                "COHERE|{'role':'user','content':[{'type':'surprise'}]}",
                "COHERE|{'role':'assistant','tool_plan':'x','tool_calls':[{'id':'1','function':{'name':'f'}}]}",
                "BEDROCK|{'role':'user','content':[{'text':'x','guardContent':{'text':{'text':'y'}}}]}",
                "BEDROCK|{'role':'user','content':[{'text':'x'},{'cachePoint':{'type':'default'}}]}"
            })
    void aTurnOfMoreThanWordsIsItsDialectsOwn(Tongue asks, String turn) {
        Call call = asks.call(Conversations.request("hi"), false);
        Obj body = Objects.requireNonNull(call.json());
        Arr turns = Objects.requireNonNull(body.array("messages"));

        assertThat(key(call.withJson(body.with("messages", turns.plus(parsed(turn))))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Tongue.class)
    void whatHeaderAndQueryAskForIsItsDialectsOwn(Tongue asks) {
        Call call = asks.call(Conversations.request("hi"), false);
        Call counted = call.withHeaders(call.headers().with("test-version", "2"));
        Call queried = call.toBuilder().request(HttpMethod.POST, "/x?beta=true").build();

        assertThat(key(counted)).isEmpty();
        assertThat(key(queried)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Tongue.class)
    void anotherPlaceHasAnotherKey(Tongue asks) {
        Call call = asks.call(Conversations.request("hi"), false);
        Obj body = Objects.requireNonNull(call.json());

        Set<Optional<String>> keys = Set.of(
                key(call),
                KEYS.shared(call, body, "namespace"),
                new CacheKey(Fixture.config(), "other").shared(call, body, ""),
                key(call.toBuilder().route("other").build()),
                key(call.toBuilder().candidates(List.of()).build()));

        assertThat(keys).hasSize(5).allMatch(Optional::isPresent);
        assertThat(key(call.toBuilder().model("alias").build())).isNotEqualTo(key(call));
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return Conversations.requests();
    }

    private static Optional<String> key(Call call) {
        return KEYS.shared(call, Objects.requireNonNull(call.json()), "");
    }

    private static Obj parsed(String body) {
        return (Obj) Json.parse(Buffer.buffer(body.replace('\'', '"')));
    }

    /** The same with one thing otherwise: a leaf, a member more or less, an item more or less. */
    private static Json changed(Json value, Random random) {
        return switch (value) {
            case Obj object when object.isEmpty() || random.nextInt(6) == 0 -> object.with("more", Json.of(true));
            case Obj object -> {
                Member member = object.members().get(random.nextInt(object.size()));
                boolean leaves = random.nextInt(6) == 0 && !isForm(object, member);
                yield leaves
                        ? object.without(member.name())
                        : object.with(member.name(), changed(member.value(), random));
            }
            case Arr array when array.isEmpty() -> Json.array("more");
            case Arr array -> {
                List<Json> items = new ArrayList<>(array.stream().toList());
                int at = random.nextInt(items.size());
                switch (random.nextInt(6)) {
                    case 0 -> items.remove(at);
                    case 1 -> items.add(items.get(at));
                    default -> items.set(at, changed(items.get(at), random));
                }
                yield Json.from(items);
            }
            case Str text -> Json.of(text.value() + "!");
            case Num number -> Json.of(number.asDouble() + 1);
            default -> Json.of("other than " + value);
        };
    }

    /** Left out, these are what they said, or stand in the call. */
    private static boolean isForm(Obj object, Member member) {
        boolean isMessage =
                member.name().equals("type") && member.value().toString().equals("\"message\"");
        boolean isUser = member.name().equals("role")
                && object.has("parts")
                && object.toString().contains("\"user\"");
        boolean isNothing = member.value() instanceof Arr list && list.isEmpty();
        return member.name().equals("model") || isMessage || isUser || isNothing;
    }
}
