/**
 * The scenario language: YAML that names hosts, NATs, wires, programs, steps and what must come out. The parser reports
 * every problem of a file with line and column. Nothing prints a scenario anew: what is saved is the author's own file
 * with another block of interventions, so that no comment and no order of his is lost.
 *
 * <p>May use: sim and below; snakeyaml-engine. Must never know: screens, command lines, where files come from.
 */
@NullMarked
package timewaitlab.scenario;

import org.jspecify.annotations.NullMarked;
