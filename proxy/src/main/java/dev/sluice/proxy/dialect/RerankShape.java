package dev.sluice.proxy.dialect;

import dev.sluice.api.json.Arr;
import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import dev.sluice.api.prompt.Message;
import dev.sluice.api.prompt.Parameters;
import dev.sluice.api.prompt.Place;
import dev.sluice.api.prompt.Role;
import dev.sluice.api.prompt.TextKind;
import dev.sluice.api.prompt.TextMapper;
import dev.sluice.api.prompt.Tool;
import java.util.ArrayList;
import java.util.List;

/** The request of an API that orders documents: a query, and documents, which are texts or objects with texts. */
public final class RerankShape implements PromptShape {
    private static final String QUERY = "query";
    private static final String DOCUMENTS = "documents";

    @Override
    public List<Message> messages(Obj body) {
        List<Message> messages = new ArrayList<>();
        messages.add(Message.of(Role.USER, Texts.orEmpty(body.text(QUERY))));
        if (body.get(DOCUMENTS) instanceof Arr documents) {
            documents.forEach(document -> messages.add(Message.of(Role.TOOL, Documents.words(document))));
        }
        return messages;
    }

    @Override
    public List<Tool> tools(Obj body) {
        return List.of();
    }

    @Override
    public Parameters parameters(Obj body) {
        return Parameters.NONE;
    }

    @Override
    public Obj mapText(Obj body, TextMapper mapper) {
        return Edits.members(body, (name, value) -> switch (name) {
            case QUERY -> Edits.text(value, text -> mapper.map(Role.USER, TextKind.CONTENT, text));
            case DOCUMENTS ->
                Edits.each(
                        value,
                        document -> Documents.strings(document, text -> mapper.map(Role.TOOL, TextKind.CONTENT, text)));
            default -> value;
        });
    }

    /** Words that are added are one more document, unless they are the user's: then they go to the query. */
    @Override
    public Obj plus(Obj body, Message message, Place place) {
        if (message.role() == Role.USER) {
            String query = Texts.orEmpty(body.text(QUERY));
            return body.with(
                    QUERY, place == Place.LAST ? query + "\n" + message.text() : message.text() + "\n" + query);
        }
        Arr documents = body.array(DOCUMENTS) == null ? Json.array() : body.array(DOCUMENTS);
        return body.with(DOCUMENTS, documents.plus(Json.of(message.text())));
    }

    @Override
    public Obj with(Obj body, Parameters from, Parameters to) {
        return body;
    }
}
