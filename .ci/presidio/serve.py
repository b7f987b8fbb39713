"""Serves Presidio's analyzer as its own image does: POST /analyze, by the package's request and engine.

The image's language models cannot be had from a package registry, so the pipeline has a tokenizer only, and a list of names stands for
what a model would find; the recognisers of patterns are Presidio's. Prints "ready PORT".
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import spacy
from presidio_analyzer import AnalyzerEngine, AnalyzerRequest, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine


class Tokenizer(SpacyNlpEngine):
    def __init__(self):
        super().__init__(ner_model_configuration=NerModelConfiguration())
        self.nlp = {"en": spacy.blank("en")}

    def load(self):
        pass

    def is_loaded(self):
        return True


def engine():
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.add_recognizer(PatternRecognizer(supported_entity="PERSON", deny_list=["Ann Lee", "Bob Stone"]))
    return AnalyzerEngine(registry=registry, nlp_engine=Tokenizer(), supported_languages=["en"])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    analyzer = engine()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            asked = AnalyzerRequest(json.loads(body))
            found = self.analyzer.analyze(
                text=asked.text,
                language=asked.language,
                correlation_id=asked.correlation_id,
                score_threshold=asked.score_threshold,
                entities=asked.entities,
                return_decision_process=asked.return_decision_process,
                ad_hoc_recognizers=asked.ad_hoc_recognizers,
                context=asked.context,
            )
            # As the image's app.py does: without what only people need.
            self.answer(200, json.dumps(found, default=lambda one: one.to_dict(), sort_keys=True))
        except Exception as problem:
            self.answer(500, json.dumps({"error": str(problem)}))

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print("ready", server.server_address[1], flush=True)
    sys.exit(server.serve_forever())
