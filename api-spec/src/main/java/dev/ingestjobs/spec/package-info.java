/** The OpenAPI document of the endpoint, and the means to read it. */
package dev.ingestjobs.spec;
