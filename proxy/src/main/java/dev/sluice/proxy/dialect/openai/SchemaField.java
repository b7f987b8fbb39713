package dev.sluice.proxy.dialect.openai;

import dev.sluice.api.json.Json;
import dev.sluice.api.json.Obj;
import org.jspecify.annotations.Nullable;

/** Where a request says which JSON Schema the answer must meet. */
enum SchemaField {
    /** Chat completions: {@code response_format.json_schema.schema}. */
    RESPONSE_FORMAT {
        @Override
        @Nullable Obj read(Obj body) {
            return body.at("/response_format/json_schema/schema") instanceof Obj schema ? schema : null;
        }

        @Override
        Obj write(Obj body, @Nullable Obj schema) {
            if (schema == null) {
                return body.without("response_format");
            }
            Obj named = body.at("/response_format/json_schema") instanceof Obj present ? present : NAMED;
            return body.with("response_format", of("json_schema", named.with("schema", schema)));
        }

        private Obj of(String type, Obj named) {
            return Json.object("type", type, type, named);
        }
    },

    /** Responses: {@code text.format.schema}. */
    TEXT_FORMAT {
        @Override
        @Nullable Obj read(Obj body) {
            return body.at("/text/format/schema") instanceof Obj schema ? schema : null;
        }

        @Override
        Obj write(Obj body, @Nullable Obj schema) {
            Obj text = body.object("text") == null ? Json.object().build() : body.object("text");
            if (schema == null) {
                return body.has("text") ? body.with("text", text.without("format")) : body;
            }
            Obj format = text.object("format");
            Obj named = format != null && format.has("schema") ? format : NAMED.with("type", "json_schema");
            return body.with("text", text.with("format", named.with("schema", schema)));
        }
    },

    /** Endpoints that cannot ask for it. */
    NONE {
        @Override
        @Nullable Obj read(Obj body) {
            return null;
        }

        @Override
        Obj write(Obj body, @Nullable Obj schema) {
            return body;
        }
    };

    private static final Obj NAMED = Json.object("name", "answer");

    abstract @Nullable Obj read(Obj body);

    abstract Obj write(Obj body, @Nullable Obj schema);
}
