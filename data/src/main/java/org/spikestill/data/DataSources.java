package org.spikestill.data;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class DataSources {
    static final Catalog<DataSource> CATALOG = Catalog.of(
            "data",
            DataSource.class,
            List.of(
                    Mnist.class,
                    FashionMnist.class,
                    Cifar10.class,
                    Cifar100.class,
                    TinyImageNet.class,
                    ImageFolder.class,
                    PictureTable.class,
                    ArrayFile.class,
                    NMnist.class,
                    DvsGesture.class,
                    Digits.class,
                    Strokes.class,
                    Waves.class,
                    Unlabelled.class,
                    PartlyLabelled.class,
                    Fraction.class,
                    Braille.class,
                    NoData.class),
            DataPath::spec);

    private DataSources() {}
}
