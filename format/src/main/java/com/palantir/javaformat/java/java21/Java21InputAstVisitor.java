package com.palantir.javaformat.java.java21;

import com.palantir.javaformat.OpsBuilder;
import com.palantir.javaformat.java.java14.Java14InputAstVisitor;
import com.sun.source.tree.AnyPatternTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.PatternCaseLabelTree;
import javax.lang.model.element.Name;

/// Stands in for the formatter's class of this name, which it loads by name and which does not know the pattern `_`: 2.103.0 ends with
/// "expected token: '_'" (palantir-java-format, issue 1614, pull request 1579). Comes first on the class path; delete it once the
/// formatter lays out `case Linear(_, boolean bias)`.
///
/// google-java-format 2.0.0 lays out both that and Markdown comments, but in 100 columns: a tenth more lines, nine of ten methods in 19
/// instead of 16, and five more files over 300.
public class Java21InputAstVisitor extends Java14InputAstVisitor {

    public Java21InputAstVisitor(OpsBuilder builder, int indentMultiplier) {
        super(builder, indentMultiplier);
    }

    @Override
    public Void visitAnyPattern(AnyPatternTree pattern, Void nothing) {
        token("_");
        return null;
    }

    @Override
    public Void visitDeconstructionPattern(DeconstructionPatternTree pattern, Void nothing) {
        scan(pattern.getDeconstructor(), null);
        builder.open(plusFour);
        token("(");
        builder.breakOp();
        var components = pattern.getNestedPatterns().iterator();
        while (components.hasNext()) {
            scan(components.next(), null);
            if (components.hasNext()) {
                token(",");
                builder.breakOp(" ");
            }
        }
        builder.close();
        token(")");
        return null;
    }

    @Override
    public Void visitPatternCaseLabel(PatternCaseLabelTree label, Void nothing) {
        return scan(label.getPattern(), null);
    }

    @Override
    public Void visitConstantCaseLabel(ConstantCaseLabelTree label, Void nothing) {
        return scan(label.getConstantExpression(), null);
    }

    @Override
    public Void visitDefaultCaseLabel(DefaultCaseLabelTree label, Void nothing) {
        token("default");
        return null;
    }

    @Override
    protected ExpressionTree getGuard(CaseTree branch) {
        return branch.getGuard();
    }

    @Override
    protected void variableName(Name name) {
        if (name.isEmpty()) token("_");
        else visit(name);
    }
}
