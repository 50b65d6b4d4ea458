/** The provider against servers that speak the protocol of AWS, through the real SDK. */
package io.lbkit.aws.wire;
