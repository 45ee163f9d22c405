package v2v.rights.rule;

import java.util.List;

/// All rules, in the order in which a person should hear of them: the licence first.
public final class Rules {
    private Rules() {}

    /// Those that look at nothing but the words for a licence.
    public static List<Rule> ofLicense() {
        return List.of(
                new LicenseMissing(),
                new RightsStatement(false),
                new LicenseUnknown(),
                new LicenseAmbiguous(),
                new LicenseForbidsDistribution(),
                new TerritoryLimited());
    }

    /// Every rule there is.
    ///
    /// @param noCopyrightAccepted whether a statement "no copyright" may stand beside a licence
    public static List<Rule> all(boolean noCopyrightAccepted) {
        return List.of(
                new LicenseMissing(),
                new RightsStatement(noCopyrightAccepted),
                new LicenseUnknown(),
                new LicenseAmbiguous(),
                new LicenseConflict(),
                new LicenseForbidsDistribution(),
                new TerritoryLimited(),
                new LicenseExpires(),
                new LicenseRetired(),
                new AttributionMissing(),
                new TitleRequiredByLicense(),
                new RoleMissing(),
                new Cc0ByNonHolder(),
                new PdmWithoutBasis(),
                new AccessRestriction(),
                new ClearanceRefused(),
                new ClearancePending(),
                new ConsentMissing(),
                new ThirdPartyUndeclared(),
                new MusicNdSync(),
                new NdAdaptation(),
                new SaIncompatible(),
                new NcMixedIntoFree(),
                new NeverPublished(),
                new EmbargoActive(),
                new TitleMissing(),
                new DescriptionMissing(),
                new DateNotEdtf(),
                new DateMissing(),
                new DateImplausible(),
                new LanguageNotBcp47(),
                new LanguageMissing(),
                new LanguageMismatch(),
                new SourcesDisagree(),
                new ColumnUnknown(),
                new NotFreeCultural());
    }
}
