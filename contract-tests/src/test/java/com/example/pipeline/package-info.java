/**
 * An example: a step of another team's pipeline, and its test against the stub. Nothing here is used by anything else.
 */
package com.example.pipeline;
