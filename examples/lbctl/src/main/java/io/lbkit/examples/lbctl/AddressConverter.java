package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an IP address on the command line. */
final class AddressConverter implements ITypeConverter<IpAddress> {
    @Override
    public IpAddress convert(String value) {
        try {
            return IpAddress.parse(value);
        } catch (InvalidValueException e) {
            TypeConversionException refused = new TypeConversionException(e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }
}
