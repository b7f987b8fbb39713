package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Canonical;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Member;
import dev.sluice.api.json.Num;
import dev.sluice.api.json.Obj;
import dev.sluice.api.json.Str;
import dev.sluice.testkit.FakeCalls;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Another form is the same call; another meaning never is. */
class CacheKeyTest {

    private static final CacheKey KEYS = new CacheKey(Fixture.config(), "chain");

    @Property(tries = 500)
    void anotherOrderAndSpellingIsTheSame(@ForAll("bodies") Obj body, @ForAll Random random) {
        String turned = spelled(body, random);

        assertThat(key(parsed(turned))).isEqualTo(key(body));
    }

    @Property(tries = 500)
    void whatSaysSomethingElseIsAnother(@ForAll("bodies") Obj one, @ForAll("bodies") Obj other) {
        boolean same = Canonical.write(one).equals(Canonical.write(other));

        assertThat(key(one).equals(key(other))).isEqualTo(same);
    }

    @Property(tries = 500)
    void oneLeafThatChangesMakesAnother(@ForAll("bodies") Obj body, @ForAll Random random) {
        Obj changed = (Obj) changed(body, random);

        assertThat(key(changed)).isNotEqualTo(key(body));
    }

    @Property(tries = 200)
    void howTheReplyIsSpelledIsTheSameWhereItCanBeSaidOtherwise(@ForAll("bodies") Obj body, @ForAll boolean usage) {
        Call whole = TestChat.call("hi", false);
        Call streamed = TestChat.call("hi", true);
        Obj asked = body.with("stream", Json.of(true)).with("stream_options", Json.object("include_usage", usage));

        assertThat(KEYS.of(streamed, asked, "")).isEqualTo(KEYS.of(whole, body, ""));
    }

    @Property(tries = 200)
    void whoElseAsksWhereIsAnother(@ForAll("places") List<String> one, @ForAll("places") List<String> other) {
        assertThat(at(one).equals(at(other))).isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<List<String>> places() {
        return Arbitraries.of("", "a", "b", "a\nb", "1:a").list().ofSize(4);
    }

    @Provide
    Arbitrary<Obj> bodies() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(3).map(text -> (Object) text),
                Arbitraries.integers().between(-20, 20).map(number -> (Object) number),
                Arbitraries.of(0.5, 1e21, -2.25).map(number -> (Object) number),
                Arbitraries.of(true, false).map(truth -> (Object) truth));
        Arbitrary<Object> values = Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves.list().ofMaxSize(3).map(items -> (Object) Json.array(items.toArray())),
                () -> object(leaves, 0).map(inner -> (Object) inner));
        return object(values, 1);
    }

    private static Arbitrary<Obj> object(Arbitrary<Object> values, int least) {
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(2), values)
                .ofMinSize(least)
                .ofMaxSize(3)
                .map(members -> {
                    Obj object = Json.object().build();
                    for (var member : members.entrySet()) {
                        object = object.with(member.getKey(), Json.from(member.getValue()));
                    }
                    return object;
                });
    }

    private static String at(List<String> place) {
        Call call = FakeCalls.chat().whole("hi").toBuilder()
                .route(place.get(0))
                .model(place.get(1))
                .request(HttpMethod.POST, "/x?v=" + place.get(2).replace("\n", "%0A"))
                .build();
        return KEYS.of(call, parsed("{}"), place.get(3));
    }

    private static String key(Obj body) {
        return KEYS.of(FakeCalls.chat().whole("hi"), body, "");
    }

    private static Obj parsed(String body) {
        return (Obj) Json.parse(Buffer.buffer(body));
    }

    /** The same value with its members in another order, with other white space, other escapes, other digits. */
    private static String spelled(Json value, Random random) {
        String space = random.nextBoolean() ? " \n" : "";
        return switch (value) {
            case Obj object -> {
                List<Member> members = new ArrayList<>(object.members());
                Collections.shuffle(members, random);
                yield members.stream()
                        .map(member -> escaped(member.name(), random) + space + ":" + spelled(member.value(), random))
                        .collect(Collectors.joining("," + space, "{" + space, "}"));
            }
            case Arr array ->
                array.stream()
                        .map(item -> spelled(item, random))
                        .collect(Collectors.joining(space + ",", "[", space + "]"));
            case Str text -> escaped(text.value(), random);
            case Num number ->
                random.nextBoolean() ? number.toString() : number.asBigDecimal().toString();
            default -> value.toString();
        };
    }

    private static String escaped(String text, Random random) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 127 && c != '"' && c != '\\' && random.nextBoolean();
            out.append(plain ? Character.toString(c) : String.format("\\u%04x", (int) c));
        }
        return out.append('"').toString();
    }

    /** The same with one leaf, or an empty container, replaced. */
    private static Json changed(Json value, Random random) {
        return switch (value) {
            case Obj object
            when !object.isEmpty() -> {
                Member member = object.members().get(random.nextInt(object.size()));
                yield object.with(member.name(), changed(member.value(), random));
            }
            case Arr array
            when !array.isEmpty() -> {
                int at = random.nextInt(array.size());
                Object[] items = array.stream().toArray();
                items[at] = changed(array.get(at), random);
                yield Json.array(items);
            }
            case Str text -> Json.of(text.value() + "!");
            case Num number -> Json.of(number.asDouble() == 7 ? "seven" : "other");
            default -> Json.of("other than " + value);
        };
    }
}
