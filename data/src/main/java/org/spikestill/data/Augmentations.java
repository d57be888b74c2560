package org.spikestill.data;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class Augmentations {
    static final Catalog<Augmentation> CATALOG = Catalog.of(
            "augmentation",
            Augmentation.class,
            List.of(None.class, PadCropFlip.class, Affine.class, Mixup.class, Cutmix.class));

    private Augmentations() {}
}
