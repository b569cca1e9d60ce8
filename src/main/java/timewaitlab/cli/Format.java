package timewaitlab.cli;

/** How an answer is printed. */
enum Format {
    text,
    json,
    ids,
    tcpdump
}
