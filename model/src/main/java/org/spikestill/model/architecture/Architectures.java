package org.spikestill.model.architecture;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Architectures {
    static final Catalog<Architecture> CATALOG = Catalog.of(
            "architecture",
            Architecture.class,
            List.of(
                    ThreeConvTwoLinear.class,
                    ConvNet.class,
                    ChipNet.class,
                    Vgg5.class,
                    Vgg7.class,
                    Vgg9.class,
                    Vgg16.class,
                    ResNet12.class,
                    ResNet20.class,
                    ResNet20Cifar.class,
                    DenseNet121.class,
                    Mlp.class));

    private Architectures() {}
}
