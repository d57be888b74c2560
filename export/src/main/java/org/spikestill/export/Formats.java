package org.spikestill.export;

import java.util.List;
import org.spikestill.export.c.CSource;
import org.spikestill.export.nir.Nir;
import org.spikestill.export.onnx.Onnx;
import org.spikestill.export.onnx.read.OnnxImport;
import org.spikestill.export.pytorch.StateDict;
import org.spikestill.model.settings.Catalog;

final class Formats {
    static final Catalog<Exporter> EXPORTERS =
            Catalog.of("export format", Exporter.class, List.of(Nir.class, Onnx.class, CSource.class));

    static final Catalog<Importer> IMPORTERS =
            Catalog.of("import format", Importer.class, List.of(Nir.class, OnnxImport.class, StateDict.class));

    private Formats() {}
}
