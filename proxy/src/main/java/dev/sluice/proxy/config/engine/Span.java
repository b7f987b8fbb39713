package dev.sluice.proxy.config.engine;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A stretch of a file: lines and columns counted from 1, columns in code points, the end column exclusive. */
record Span(int line, int column, int endLine, int endColumn) {

    static Span at(int line, int column) {
        return new Span(line, column, line, column);
    }

    /** The stretch between two marks, which YAML nodes always have because {@link YamlSource} asks for them. */
    static Span between(Optional<Mark> start, Optional<Mark> end) {
        Mark from = start.orElseThrow();
        Mark to = end.orElse(from);
        return new Span(from.getLine() + 1, from.getColumn() + 1, to.getLine() + 1, to.getColumn() + 1);
    }

    boolean holds(int atLine, int atColumn) {
        boolean begun = atLine > line || (atLine == line && atColumn >= column);
        boolean ended = atLine > endLine || (atLine == endLine && atColumn >= endColumn);
        return begun && !ended;
    }
}
