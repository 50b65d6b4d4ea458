/**
 * Plans, designs, backends, findings, graphs and observations as plain data (maps, lists, text, numbers) that any JSON or YAML
 * library writes and reads, and as text for people.
 */
@NullMarked
@ValueStyle
package io.lbkit.reconcile.document;

import io.lbkit.reconcile.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
