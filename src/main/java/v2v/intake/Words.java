package v2v.intake;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words people put at the head of a column, in the languages archives write: English, French,
/// German, Spanish, Italian; Dublin Core, schema.org and the Internet Archive use some of them too.
/// Case, accents, blanks and punctuation do not count.
final class Words {
    /// A date without more is the date of the work.
    private static final String TABLE =
            """
            file: file filename path filepath datei dateiname fichier nomfichier archivo nomefile
            checksum: checksum hash fixity prufsumme pruefsumme
            checksum.md5: md5 md5sum md5checksum checksummd5 md5hash
            checksum.sha1: sha1 sha1sum sha1checksum checksumsha1 sha1hash
            checksum.sha256: sha256 sha256sum sha256checksum checksumsha256 sha256hash
            checksum.sha512: sha512 sha512sum sha512checksum checksumsha512 sha512hash
            title: title maintitle name titel haupttitel titre titulo titolo programmetitle
            title.original: originaltitle originaltitel titreoriginal titulooriginal
            title.translated: translatedtitle titletranslated
            title.episode: episodetitle
            description: description desc abstract summary synopsis beschreibung inhalt resume
            description: descripcion descrizione riassunto
            description.shotlist: shotlist
            note: note notes remark remarks bemerkung bemerkungen anmerkung notas comment comments
            type: type assettype mediatype typ materialtype
            genre: genre genres gattung genero genere
            subject: subject subjects keyword keywords tag tags topic topics schlagwort schlagworte
            subject: schlagworter sujet sujets motscles materia materias soggetto soggetti about
            person: person people persons contributor contributors personen personnes personas cast
            person.creator: creator creators
            person.director: director directors regie regisseur realisateur realisation regista
            person.camera: camera cameraman cinematographer kamera
            person.editor: editor schnitt montage
            person.presenter: presenter host moderator moderation
            person.interviewee: interviewee interviewees
            organisation: organisation organization organisations
            organisation.publisher: publisher herausgeber editeur verlag
            organisation.broadcaster: broadcaster channel station sender chaine emisora emittente
            organisation.producer: productioncompany producer producedby produktion
            date: date year datum jahr annee fecha ano data anno created datecreated
            date.recorded: recorded daterecorded recordingdate aufnahmedatum tournage
            date.produced: produced dateproduced productiondate
            date.firstBroadcast: broadcast broadcastdate firstbroadcast firstbroadcastdate airdate
            date.firstBroadcast: datebroadcast sendedatum erstsendung datediffusion
            date.released: released datereleased releasedate issued dateissued datepublished
            date.digitised: digitised digitized datedigitised datedigitized digitisationdate
            date.copyright: copyrightyear copyrightdate
            place: place places location locations coverage spatial ort orte drehort lieu lieux
            place: lugar luogo recordinglocation
            period: period temporal zeitraum epoche periode
            collection: collection collections bestand sammlung fonds coleccion collezione ispartof
            series: series seriestitle serie reihe programme
            number: episode episodenumber seriesnumber folge folgennummer numero
            language: language languages lang sprache langue idioma lengua lingua inlanguage
            language.subtitle: subtitlelanguage subtitlelanguages untertitelsprache
            identifier: identifier identifiers id localid catalogueno catalognumber signatur cote
            identifier: inventorynumber shelfmark barcode
            batch: batch batchid delivery lot
            license: license licence licenseurl licenceurl lizenz licencia licenza rightslicense
            license: creativecommons cclicense cclicence rightslicence
            rights: rights rightsstatement rightssummary rechte droits derechos diritti
            attribution: attribution credit author authors credits creditline credittext quelle
            attribution: namensnennung autor auteur autore urheber attributionname
            attributionUrl: attributionurl crediturl
            holder: holder rightsholder rightsholders copyrightholder rechteinhaber ayantdroit
            holder: owner titulardederechos titolaredeidiritti
            copyright: copyright copyrightnotice copyrightstatement
            role: role publisherrole rightsrole
            territory: territory territories territorium territoire territorio gebiet
            embargo: embargo embargountil embargodate embargoend sperrfrist notbefore
            expires: expires expiry expirydate rightsend rightsenddate licenseend licenceend
            pdBasis: publicdomainbasis pdbasis publicdomainreason gemeinfreiheit
            access: accessrestriction accessrestrictions accessrestricteditem drm
            publication: publication publicationstatus everpublished
            thirdParty: thirdparty thirdpartyrights clearance clearances rightsclearance
            """;

    /// Whatever looks like it could forbid something.
    private static final Pattern RESTRICTS =
            Pattern.compile(
                    "embarg|sperr|restrict|territ|rights|droits|recht|derecho|diritt|li[cz]en[csz]"
                            + "|clearance|consent|expir|withdraw|hold$|holds|onhold|confidential");

    private static final Pattern PREFIX = Pattern.compile("(?i)(dc|dcterms|schema|ia|pbcore)[.:_]");

    private static final Pattern IN_LANGUAGE =
            Pattern.compile("(.*?)[ ._@\\[(-]+([A-Za-z]{2,3})[\\])]?");

    private static final Map<String, Meaning> KNOWN = known();
    private static final Map<String, Meaning> NAMED = named();

    private Words() {}

    private static Map<String, Meaning> known() {
        Map<String, Meaning> known = new HashMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] sides = line.split(": ", 2);
            for (String synonym : sides[1].split(" ", -1)) {
                known.put(synonym, named(sides[0]));
            }
        }
        return Map.copyOf(known);
    }

    private static Map<String, Meaning> named() {
        Map<String, Meaning> named = new TreeMap<>();
        TABLE.lines().map(l -> l.split(": ", 2)[0]).forEach(n -> named.put(n, named(n)));
        return Collections.unmodifiableMap(named);
    }

    private static Meaning named(String side) {
        String[] word = side.split("\\.", 2);
        String name = word[0].replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        return new Meaning(Word.valueOf(name), word.length > 1 ? word[1] : null, null);
    }

    /// Our own names of the meanings, as the left side of the table has them: `date.recorded`. A
    /// mapping is written in them.
    static Map<String, Meaning> names() {
        return NAMED;
    }

    /// The meaning of a head, or null when these words do not know it.
    static @Nullable Meaning meaning(String head) {
        String bare = PREFIX.matcher(head.strip()).replaceFirst("");
        Meaning whole = KNOWN.get(plain(bare));
        if (whole != null) {
            return whole;
        }
        Matcher suffixed = IN_LANGUAGE.matcher(bare);
        if (!suffixed.matches()) {
            return null;
        }
        Meaning base = KNOWN.get(plain(suffixed.group(1)));
        String lang = Languages.tag(suffixed.group(2)).orElse(null);
        return base == null || lang == null ? null : new Meaning(base.word(), base.detail(), lang);
    }

    /// Whether an unknown head could carry a restriction: such a value must not get lost.
    static boolean couldRestrict(String head) {
        return RESTRICTS.matcher(plain(head)).find();
    }

    /// A head without what does not count in it.
    static String plain(String head) {
        return Normalizer.normalize(head, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }
}
