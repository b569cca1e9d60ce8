package timewaitlab.kernel;

/**
 * What a kernel does differently from its predecessor.
 *
 * @param what the change, in a phrase
 * @param since the release it came with
 * @param where kernel file and function, or commit
 */
public record ProfileChange(String what, String since, String where) {}
