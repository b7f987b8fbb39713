/**
 * Models that judge texts: whether something is harmful, an attack, a name, in which language it is.
 *
 * <p>A plugin brings a {@link dev.sluice.api.classify.ClassifierFactory}; the config gives names to classifiers; the host makes one when
 * the first filter {@linkplain dev.sluice.api.plugin.PluginContext#classifier asks} for it and shares it among all filters, over reloads
 * too while its config stays the same. Between the filters and the plugin's {@link dev.sluice.api.classify.Classifier} the host keeps its
 * {@linkplain dev.sluice.api.classify.Classifier.Limits limits} and checks what comes back. What it means that there is no answer is
 * each filter's to say, rule by rule.
 */
@NullMarked
package dev.sluice.api.classify;

import org.jspecify.annotations.NullMarked;
