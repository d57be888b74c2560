package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class ConversionMethods {
    static final Catalog<ConversionMethod> CATALOG = Catalog.of(
            "conversion method",
            ConversionMethod.class,
            List.of(
                    ThresholdBalancing.class,
                    DataBased.class,
                    ModelBased.class,
                    Rmp.class,
                    CustomCalibration.class,
                    LightCalibration.class,
                    AdvancedCalibration.class,
                    Qcfs.class));

    private ConversionMethods() {}
}
