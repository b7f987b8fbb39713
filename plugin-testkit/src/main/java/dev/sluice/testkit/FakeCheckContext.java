package dev.sluice.testkit;

import dev.sluice.api.model.Models;
import dev.sluice.api.plugin.CheckContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rest of a config, as a test says it is, and what a factory found wrong beside it. */
public final class FakeCheckContext implements CheckContext {

    private final Models models;
    private final Map<String, Record> collections = new LinkedHashMap<>();
    private final Set<String> rerankers = new TreeSet<>();
    private final Set<String> retrievers = new TreeSet<>();
    private final Set<String> classifiers = new TreeSet<>();
    private final Set<String> ledTo = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    /** Without models and collections. */
    public FakeCheckContext() {
        this(new FakeModels());
    }

    /** Without collections. */
    public FakeCheckContext(Models models) {
        this.models = models;
    }

    /**
     * Adds a collection.
     *
     * @param name its name
     * @param collection what the config says of it
     * @return this
     */
    public FakeCheckContext with(String name, Record collection) {
        collections.put(name, collection);
        return this;
    }

    /**
     * Adds models to which another filter leads.
     *
     * @param names aliases or {@code provider/model}
     * @return this
     */
    public FakeCheckContext withLeadsTo(String... names) {
        ledTo.addAll(List.of(names));
        return this;
    }

    /**
     * Adds a reranker.
     *
     * @param name its name
     * @return this
     */
    public FakeCheckContext withReranker(String name) {
        rerankers.add(name);
        return this;
    }

    /**
     * Adds a retriever.
     *
     * @param name its name
     * @return this
     */
    public FakeCheckContext withRetriever(String name) {
        retrievers.add(name);
        return this;
    }

    /**
     * Adds classifiers.
     *
     * @param names as the config has them
     * @return this
     */
    public FakeCheckContext withClassifiers(String... names) {
        classifiers.addAll(List.of(names));
        return this;
    }

    /** What was found, each as {@code keys: message}, or the message alone without keys; keys of models begin with their names. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public Models models() {
        return models;
    }

    @Override
    public Set<String> ledTo() {
        return ledTo;
    }

    @Override
    public <T extends Record> Map<String, T> collections(Class<T> type) {
        Map<String, T> found = new LinkedHashMap<>();
        collections.forEach((name, collection) -> found.put(name, type.cast(collection)));
        return found;
    }

    @Override
    public void reranker(String keys, String name) {
        if (!rerankers.contains(name)) {
            problem(keys, "there is no reranker '" + name + "' among " + rerankers);
        }
    }

    @Override
    public void retriever(String keys, String name) {
        if (!retrievers.contains(name)) {
            problem(keys, "there is no retriever '" + name + "' among " + retrievers);
        }
    }

    @Override
    public void classifier(String keys, String name) {
        if (!classifiers.contains(name)) {
            problem(keys, "there is no classifier '" + name + "' among " + classifiers);
        }
    }

    @Override
    public void problem(String keys, String message) {
        problems.add(keys.isEmpty() ? message : keys + ": " + message);
    }

    @Override
    public void modelProblem(String model, String keys, String message) {
        problem("models." + model + (keys.isEmpty() ? "" : "." + keys), message);
    }
}
