package dev.sluice.plugins.retrieve.ground;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sentences that say that there is no answer, as models are asked to where the sources have none: they state nothing that a source could support. In
 * the languages that collections have. And, in English, those by which a model refuses.
 */
final class Abstention {

    private static final int LONGEST = 300;
    private static final String ENDS = ".!?…。！？";

    /** What a sentence may begin with, and go on as if it were not there. */
    private static final Pattern POLITE = Pattern.compile("^(?:(?:i'm|i am|we are|we're)"
            + " (?:sorry|afraid)|sorry|unfortunately|sadly|apologies|leider|tut mir leid|es tut mir"
            + " leid|désolée?|malheureusement|lo siento|lamentablemente|mi"
            + " dispiace|purtroppo|infelizmente|desculpe|helaas|het spijt"
            + " me|tyvärr|desværre|dessverre|bohužel|sajnos|к сожалению|valitettavasti|maalesef|din"
            + " păcate|δυστυχώς)[,.]?(?: (?:but|that|aber|mais|pero|ma|mas|maar|men))? ?");

    /** Behind one of these, something may be stated after all. Words that mean something else in another of the languages are left out. */
    private static final Pattern TURN = Pattern.compile(
            "[,;:]|\\b(?:but|however|although|though|except|instead|yet|because|since|and|aber|jedoch|sondern|und|mais|cependant|et"
                    + "|pero|sino|però|mas|porém|maar|men|og|och|ale|но|однако|mutta|hanem|és|ama|ve|dar|și|αλλά|και)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final String DOCUMENTS =
            "(?:the|these|those|your|any|this|that|of| |provided|given|available|above|retrieved)*"
                    + "\\b(?:sources?|documents?|excerpts?|passages?|texts?|context|materials?|information)(?:"
                    + " (?:provided|given|available|above|below|here|(?:that )?(?:i|you) (?:have|gave|provided|was"
                    + " given)(?: me)?))?";

    private static final String SAYS =
            "(?:say|state|tell|mention|answer|contain|include|provide|give|cover|address|specify|describe"
                    + "|discuss|explain|indicate|list|show|speak|define|have)";

    private static final String SAID =
            "(?:said|stated|told|mentioned|answered|contained|included|provided|given|covered|addressed"
                    + "|specified|described|discussed|explained|indicated|listed|found)";

    /** How a model refuses: what it is asked for is named by no word of its own, or follows "help with". */
    private static final String CANNOT =
            "i(?:'m| am)? (?:cannot|can't|can not|could not|couldn't|won't|will not|am unable to|unable to|am not able to|not able to)";

    private static final String ASKED =
            "(?:that|this|it|those|these|(?:that|this|your|such an?|the) (?:kind of )?(?:request|question|topic|task|information|content))";

    /** Each has to be all of a sentence. */
    private static final List<Pattern> ALL = Stream.of(
                    // en
                    DOCUMENTS + " (?:do not|don't|does not|doesn't|did not|didn't) (?:\\w+ly )?" + SAYS + "\\b.*",
                    "(?:none|neither|nothing) (?:of|in) " + DOCUMENTS + " " + SAYS + "s?\\b.*",
                    "i (?:do not|don't) know(?: (?:that|this|it|(?:the answer|from|based"
                            + " on|whether|if|what|who|when|where|how|why|which)\\b.*))?",
                    "i (?:cannot|can't|can not|could not|couldn't|am unable to|'m unable to|am not able to)"
                            + " (?:answer|determine|confirm)\\b.*",
                    "i (?:cannot|can't|can not|could not|couldn't|did not|didn't|do not|don't|am unable to)"
                            + " (?:find|tell|say|see|have)\\b.* (?:from|in|based on|of|by) "
                            + DOCUMENTS,
                    "there(?: is|'s| are) (?:no|nothing|not enough|insufficient)\\b.* (?:in|from|by) " + DOCUMENTS,
                    CANNOT + " (?:help|assist|comply|continue|do so|do that)(?: you)?(?: (?:with|on) " + ASKED + ")?",
                    CANNOT + " (?:help|assist)(?: you)? (?:with|in|to) .*",
                    CANNOT + " (?:answer|discuss|fulfil|fulfill|complete|process|do|provide|share) " + ASKED,
                    ".{1,80} (?:is|are|was|were|isn't|aren't)(?: not)?(?<=not|n't) (?:\\w+ly )?" + SAID
                            + " (?:anywhere )?(?:in|by) " + DOCUMENTS + ".*",
                    // de
                    "(?:die|diese|den)?.{0,20}\\b(?:quellen?|dokumente?|auszüge|unterlagen|texte?)"
                            + " (?:sagen|enthalten|nennen|erwähnen|beantworten|geben|machen|sagt|enthält|nennt|erwähnt|beantwortet)"
                            + " (?:das |dies |dazu |darüber |hierzu |es |die frage |diese frage |leider"
                            + " )*(?:nicht|nichts|kein)\\w*\\b.*",
                    "(?:das|dies|es)?.{0,20}\\b(?:steht|stehen) nicht in den"
                            + " (?:quellen|dokumenten|auszügen|unterlagen|texten)",
                    "(?:ich weiß (?:es |das )?nicht|das weiß ich nicht|(?:ich kann|kann ich) (?:das|dies|die"
                            + " frage|diese frage|es)? ?.{0,60}\\bnicht (?:beantworten|sagen))",
                    // fr
                    "(?:les|ces) (?:sources|documents|extraits|textes|passages).{0,20} ne (?:le |la"
                            + " |l')?(?:disent|mentionnent|contiennent|précisent|répondent|indiquent|donnent|permettent)"
                            + " (?:pas|rien|aucun)\\w*\\b.*",
                    "je ne (?:le )?sais pas|je ne peux pas (?:y )?répondre\\b.*",
                    // es
                    "(?:las|los|estas|estos) (?:fuentes|documentos|extractos|textos|pasajes).{0,20} no (?:lo |la"
                            + " )?(?:dicen|mencionan|contienen|responden|indican|especifican|dan)\\b.*",
                    "(?:yo )?no (?:lo )?sé|no puedo responder\\b.*",
                    // it
                    "(?:le|i|queste|questi) (?:fonti|documenti|estratti|testi|brani).{0,20} non (?:lo |la"
                            + " )?(?:dicono|menzionano|contengono|rispondono|indicano|specificano)\\b.*",
                    "(?:io )?non (?:lo )?so|non posso rispondere\\b.*",
                    // pt
                    "(?:as|os|estas|estes) (?:fontes|documentos|excertos|trechos|textos).{0,20} não (?:o"
                            + " )?(?:dizem|mencionam|contêm|respondem|indicam|especificam)\\b.*",
                    "(?:eu )?não sei|não posso responder\\b.*",
                    // nl
                    "(?:de|deze) (?:bronnen|documenten|fragmenten|teksten).{0,20}"
                            + " (?:zeggen|vermelden|bevatten|noemen|beantwoorden|geven) (?:dat |dit |het |hier |er"
                            + " )*(?:niet|niets|geen)\\b.*",
                    "ik weet (?:het|dat) niet|(?:ik kan )(?:dat|dit|het|de vraag|deze vraag) niet beantwoorden\\b.*",
                    // da, no, sv
                    "(?:kilderne|dokumenterne|kildene|dokumentene|källorna|dokumenten)(?: \\w+)?"
                            + " (?:siger|nævner|indeholder|besvarer|sier|nevner|inneholder|besvarer|säger|nämner|innehåller|besvarar)"
                            + " (?:det |noget |noe |något )?(?:ikke|inte|intet|ingen|inget|inga)\\b.*",
                    "jeg ved (?:det )?ikke|det ved jeg ikke|jeg vet (?:det )?ikke|det vet jeg ikke|jag vet (?:det"
                            + " )?inte|det vet jag inte",
                    // cs, ru, ro
                    "(?:zdroje|dokumenty|prameny)(?: to)?"
                            + " (?:neříkají|neuvádějí|neobsahují|nezmiňují|neodpovídají)\\b.*|(?:to )?nevím|na to nemohu"
                            + " odpovědět",
                    "(?:в )?(?:источник\\w*|документ\\w*)(?: об этом| этого)? (?:не"
                            + " (?:говор\\w+|сообща\\w+|содерж\\w+|упомина\\w+|отвеча\\w+|указан\\w*)|нет)\\b.*|(?:я"
                            + " )?(?:этого )?не знаю|(?:я )?не могу (?:на это )?ответить\\b.*",
                    "(?:sursele|documentele|textele).{0,20} nu (?:o"
                            + " )?(?:spun|menționează|conțin|răspund|precizează)\\b.*|(?:eu )?nu știu|nu pot"
                            + " răspunde\\b.*",
                    // el, fi, hu, tr
                    "(?:οι πηγές|τα έγγραφα|τα αποσπάσματα) δεν (?:το )?(?:λένε|αναφέρουν|περιέχουν|απαντούν)\\b.*|δεν"
                            + " (?:το )?(?:ξέρω|γνωρίζω)|δεν μπορώ να απαντήσω\\b.*",
                    "(?:lähteet|asiakirjat|lähteissä|asiakirjoissa) (?:eivät|ei)"
                            + " (?:kerro|mainitse|sisällä|vastaa|sano|mainita|kerrota|sanota)\\b.*|(?:minä )?en tiedä|en"
                            + " (?:voi|osaa) vastata\\b.*",
                    "(?:a |az )?(?:források|dokumentumok|forrásokban|dokumentumokban) (?:ezt )?nem"
                            + " (?:mondj?á?k|említik|tartalmazzák|válaszol\\w*|szerepel)\\b.*|(?:ezt )?nem tudom|nem tudok"
                            + " (?:erre )?válaszolni",
                    "(?:kaynaklar|belgeler|kaynaklarda|belgelerde)(?: \\p{L}+)?"
                            + " (?:söylemiyor|belirtmiyor|içermiyor|yanıtlamıyor|bulunmuyor|yok)|bilmiyorum|(?:bunu"
                            + " )?(?:yanıtlayamam|cevaplayamam)",
                    // cjk
                    "(?:提供的|这些|這些)?(?:来源|來源|资料|資料|文档|文檔|文件)(?:中)?(?:没有|沒有|并未|並未|未)(?:说明|說明|提到|提及|回答|包含|给出|給出).{0,40}|我?不知道|我?无法回答.{0,30}|我?無法回答.{0,30}",
                    "(?:資料|出典|文書|情報源)に(?:は|も)?.{0,40}(?:ありません|書かれていません|記載されていません|含まれていません)|(?:分かり|わかり)ません|(?:お)?答え(?:られ|でき)ません",
                    "(?:출처|문서|자료)(?:에는|에|는|가)? .{0,40}(?:없습니다|않습니다)|모르겠습니다|알 수 없습니다|답할 수 없습니다")
            .map(pattern -> Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS))
            .toList();

    private Abstention() {}

    /** Whether a sentence says that there is no answer, and nothing else. */
    static boolean is(String sentence) {
        if (sentence.length() > LONGEST) {
            return false;
        }
        String said = POLITE.matcher(unended(sentence.toLowerCase(Locale.ROOT).replace('’', '\'')))
                .replaceFirst("");
        return !TURN.matcher(said).find()
                && ALL.stream().anyMatch(pattern -> pattern.matcher(said).matches());
    }

    private static String unended(String sentence) {
        int end = sentence.length();
        while (end > 0
                && (Character.isWhitespace(sentence.charAt(end - 1)) || ENDS.indexOf(sentence.charAt(end - 1)) >= 0)) {
            end--;
        }
        return sentence.substring(0, end).strip();
    }
}
