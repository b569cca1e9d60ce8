/**
 * How long the parts of the engine take, one at a time. Run by hand, never by the build: {@code mvn -Pbench -q
 * process-test-classes}, with {@code -Dbench=Judge} for those whose name has that in it.
 */
package timewaitlab.bench;
