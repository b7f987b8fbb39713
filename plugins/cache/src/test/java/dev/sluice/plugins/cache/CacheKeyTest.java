package dev.sluice.plugins.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Call;
import dev.sluice.api.json.Canonical;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.testkit.FakeCalls;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Another form is the same call; another meaning never is. */
class CacheKeyTest {

    @Property(tries = 300)
    void anotherOrderAndSpellingIsTheSame(@ForAll("bodies") Map<String, Object> body) {
        String straight = spelled(body, false);
        String turned = spelled(body, true);

        assertThat(key(turned)).isEqualTo(key(straight));
    }

    @Property(tries = 300)
    void whatSaysSomethingElseIsAnother(
            @ForAll("bodies") Map<String, Object> one, @ForAll("bodies") Map<String, Object> other) {
        boolean same =
                Canonical.write(parsed(spelled(one, false))).equals(Canonical.write(parsed(spelled(other, false))));

        assertThat(key(spelled(one, false)).equals(key(spelled(other, false)))).isEqualTo(same);
    }

    @Provide
    Arbitrary<Map<String, Object>> bodies() {
        Arbitrary<Object> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(3).map(text -> (Object) text),
                Arbitraries.integers().between(-2, 2).map(number -> (Object) number),
                Arbitraries.of(true, false).map(truth -> (Object) truth));
        return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(2), values)
                .ofMaxSize(3);
    }

    private static String key(String body) {
        Call call = FakeCalls.chat().whole("hi");
        return CacheKey.of(call, parsed(body), "", Set.of());
    }

    private static Obj parsed(String body) {
        return (Obj) Json.parse(Buffer.buffer(body));
    }

    private static String spelled(Map<String, Object> body, boolean turned) {
        List<String> members = body.entrySet().stream()
                .map(member -> text(member.getKey()) + (turned ? " :\t" : ":") + text(member.getValue()))
                .collect(Collectors.toList());
        if (turned) {
            Collections.reverse(members);
        }
        return "{" + String.join(turned ? " ,\n" : ",", members) + "}";
    }

    private static String text(Object value) {
        return value instanceof String words ? Json.of(words).toBuffer().toString() : value.toString();
    }
}
