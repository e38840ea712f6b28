/** A document as a page carries its style sheet inside, to look the same when it is saved; there is nothing else it may load or do. */
export const selfContained = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'none'";
