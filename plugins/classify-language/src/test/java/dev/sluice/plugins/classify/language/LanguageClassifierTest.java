package dev.sluice.plugins.classify.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.classify.Classifier;
import dev.sluice.api.classify.Judgement;
import dev.sluice.testkit.FakePluginContext;
import dev.sluice.testkit.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageClassifierTest {

    private final VirtualTime time = new VirtualTime();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Please summarise the quarterly report for the board, and keep it short.",
                "de | Bitte fassen Sie den Quartalsbericht für den Vorstand zusammen, und zwar kurz.",
                "fr | Veuillez résumer le rapport trimestriel pour le conseil, en restant bref.",
                "es | Por favor, resuma el informe trimestral para la junta y sea breve.",
                "it | Riassumi per favore la relazione trimestrale per il consiglio, in poche parole.",
                "pt | Por favor, resuma o relatório trimestral para o conselho e seja breve.",
                "nl | Vat het kwartaalverslag voor de raad van bestuur samen en houd het kort.",
                "ru | Пожалуйста, кратко изложите квартальный отчёт для совета директоров.",
                "ja | 取締役会のために四半期報告書を簡潔に要約してください。",
                "zh | 请为董事会简要总结季度报告，并保持简短。",
                "ko | 이사회를 위해 분기 보고서를 간단히 요약해 주세요.",
                "ar | يرجى تلخيص التقرير الفصلي لمجلس الإدارة باختصار."
            })
    void tellsALanguage(String language, String text) {
        assertThat(judged(text).getFirst().label()).isEqualTo(language);
    }

    @Test
    void saysHowSureItIsOfTheWholeText() {
        List<Judgement> found = judged("Please summarise the quarterly report for the board. ".repeat(100));

        assertThat(found).hasSize(3);
        assertThat(found.getFirst().end()).isEqualTo(5_300);
        assertThat(found.getFirst().score()).isGreaterThan(0.6);
        assertThat(found).as("a language is no offence").noneMatch(Judgement::flagged);
    }

    private List<Judgement> judged(String text) {
        LanguageConfig config = new LanguageConfig(Duration.ofSeconds(2), 2, 16);
        Future<Classifier> made = new LanguageFactory().create(config, new FakePluginContext(time));
        time.run();
        Future<List<Judgement>> found = made.result().classify(text);
        time.run();
        return found.result();
    }
}
