package org.countersign.security;

/** A program that may call the API, in one role. */
record ApiClient(String name, Role role) {}
