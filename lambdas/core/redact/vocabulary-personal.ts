/**
 * Names of personal data in the languages in which developers name their fields. Written without accents: names are
 * compared after `fold`. Words for «number» and articles are taken out of a name before it is looked up, so
 * `numero_de_passeport` is found as `passeport`; names in one word (`passnummer`) are listed as they are.
 */
const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter(Boolean).map(fold))

/** Lower case without accents: `Führerschein`, `fuhrerschein` → the same. */
export function fold(text: string): string {
  if (/^[a-z]*$/.test(text)) return text
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßøłđıæœðþ]/g, (letter) => folded[letter] ?? letter)
}

const folded: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
}

/** Words that add nothing to what a name means. */
export const fillers = set(`
  number numbers num no nr nbr nummer numero numer numeri numru nro cislo szam broj stevilka numaras numarasi nomor so номер 번호 号码 號碼 号 番号
  de del della di do da du des d of the la le el den der van von z u user customer client patient employee applicant holder owner member my
`)

export const passportNames = set(`
  passport passports passportid passportnumber passportno passportnum passportnr reisepass reisepassnummer passnummer passnr pasaporte passeport passaporte passaporto
  paspoort paspoortnummer paszport paszportu pasu pasu cestovnipas cestovnypas utlevel utlevelszam passi passinumero passinnumero pasaport pasaportu pasaportului pasaportno
  putovnica putovnice potnilist pasas pase diavatirio διαβατηριο διαβατηριου паспорт паспорта паспорту номерпаспорта 护照 护照号 护照号码 護照 護照號碼 パスポート パスポート番号 旅券番号 旅券
  여권 여권번호 דרכון جوازالسفر جوازسفر पासपोर्ट hochieu sohochieu หนังสือเดินทาง paspor traveldocument traveldocumentnumber traveldocumentno traveldoc
`)

export const licenceNames = set(`
  driverlicense driverslicense drivinglicense driverlicence driverslicence drivinglicence drivelicense drivelicence driverlic dlnumber dlno licensenumber licencenumber licenseno licenceno
  fuhrerschein fuehrerschein fuhrerscheinnummer fuehrerscheinnummer rijbewijs rijbewijsnummer permisconduire permisdeconduire numeropermis permisconducere permisdeconducere
  carnetconducir carnetdeconducir licenciaconducir licenciadeconducir permisoconducir permisodeconducir carnetdeconduir patente patenteguida patentediguida
  cartaconducao cartadeconducao carteirahabilitacao carteiradehabilitacao habilitacao carteirademotorista cnh korkort korkortsnummer forerkort forerkortnummer korekort korekortnummer
  ajokortti ajokortinnumero prawojazdy prawajazdy ridicskyprukaz ridicskehoprukazu vodicskypreukaz vozackadozvola vozniskodovoljenje vezetoiengedely jogositvany ehliyet ehliyetno surucubelgesi
  водительскоеудостоверение водительскиеправа водійськепосвідчення 驾照 驾驶证 驾驶证号 驾照号码 駕照 駕駛執照 運転免許証 運転免許証番号 免許証番号 운전면허 운전면허번호 운전면허증
  αδειαοδηγησης רישיוןנהיגה رخصةالقيادة bangl banglaixe giaypheplaixe ใบขับขี่
`)

export const birthNames = set(`
  dob dateofbirth birthdate birthday birthdt bday birthdatetime borndate dateborn bdate birth birthdate yearofbirth born bornon
  geburtsdatum geburtstag geburt gebdatum gebdat gebdate geboren geborenam geboortedatum geboortedag geboortejaar
  fechanacimiento fechadenacimiento fecnac fecnacimiento fnacimiento nacimiento datanaixement naixement
  datadenascimento datanascimento nascimento dtnascimento dtnasc nascita datanascita datadinascita
  datedenaissance datenaissance naissance dnaissance datnaissance dataurodzenia datyurodzenia urodzenia datumnarozeni narozeni datumnarodenia narodenia datumrodenja datumrodjenja datumrojstva
  szuletesidatum szuletesiido szuletesnap datanasterii datanastere dogumtarihi dogumgunu fodelsedatum fodelsedag fodselsdato fodselsdag fodt syntymaaika syntymapaiva
  gimimodata dzimsanasdatums sunniaeg sunnikuupaev датарождения датанародження денрождения ημερομηνιαγεννησης 生年月日 誕生日 出生日期 出生年月 生日 생년월일 생일
  tanggallahir tgllahir ngaysinh วันเกิด जन्मतिथि تاريخالميلاد תאריךלידה
`)

export const phoneNames = set(`
  nationalnumber telnational
  phone phonenumber telephone telephonenumber tel telno mobile mobilephone mobilenumber mobileno cell cellphone cellnumber msisdn fax faxnumber phoneno contactnumber contactno contactphone
  contacttel callernumber callerid whatsapp workphone homephone daytimephone landline smsnumber
  handynummer handy handynr telefon telefonnummer telefonnr rufnummer mobilnummer mobilnr mobiltelefon mobilfunknummer mobilfunk festnetz festnetznummer
  telefono telefonos celular movil cellulare telefone telemovel telefoon telefoonnummer mobiel mobielnummer gsm gsmnummer portable telephoneportable telportable
  puhelin puhelinnumero matkapuhelin telefonu komorka komorkowy telefonszam mobilszam telefonnicislo mobil mobilni telefoni numartelefon ceptelefonu telefonnumarasi gsmno cepno telefonas talrunis
  τηλεφωνο κινητο телефон мобильный мобільний номертелефона טלפון נייד هاتف جوال رقمالهاتف फोन मोबाइल เบอร์โทร โทรศัพท์ sodienthoai dienthoai sdt nohp nomorhp telepon teleponnomor nomortelepon handphone
  电话 電話 电话号码 手机 手機 手机号 手机号码 联系电话 移动电话 電話番号 携帯電話 携帯電話番号 携帯番号 전화번호 연락처 휴대폰 휴대폰번호 휴대전화 핸드폰
`)

export const personNames = set(`
  firstname lastname fullname surname givenname givennames firstnames familynames familyname middlename maidenname forename realname legalname fname lname
  cardholder cardholdername ccname additionalname nameoncard accountholder beneficiaryname patientname customername employeename personname
  vorname nachname familienname zuname geburtsname prenom nomdefamille nomcomplet nombre nombres nombrecompleto nomyape apellido apellidos primerapellido segundoapellido
  nomecompleto sobrenome apelido cognome nomeecognome nomecognome voornaam voornamen achternaam tussenvoegsel imie nazwisko imienazwisko imieinazwisko
  fornamn efternamn fornavn etternavn efternavn mellemnavn etunimi sukunimi kokonimi jmeno prijmeni krestnijmeno priezvisko prezime priimek
  keresztnev vezeteknev csaladnev teljesnev prenume numecomplet soyad soyadi adsoyad adisoyadi vardas pavarde uzvards eesnimi perekonnanimi perenimi
  ονομα επωνυμο ονοματεπωνυμο имя фамилия отчество фио прізвище שםפרטי שםמשפחה الاسم اسمالعائلة नाम ชื่อ นามสกุล hoten hovaten namalengkap namadepan namabelakang
  姓名 氏名 名前 お名前 フリガナ 이름 성명 고객명 mothersmaidenname mothermaidenname
`)

export const addressNames = set(`
  address addr streetaddress street streetname addressline adrline strtnm homeaddress postaladdress mailingaddress billingaddress shippingaddress deliveryaddress residentialaddress residence
  permanentaddress currentaddress workaddress
  adresse anschrift wohnanschrift wohnadresse strasse hausnummer rechnungsadresse lieferadresse direccion domicilio calle endereco morada logradouro rua indirizzo rue adressepostale
  adres straat straatnaam woonadres ulica adreszamieszkania adreskorespondencyjny adresa bydliste adresabydliste trvalebydliste adresi lakcim cim osoite katuosoite
  adress gata gatuadress bostadsadress gateadresse ulice διευθυνση адрес адреса улица כתובת العنوان عنوان पता ที่อยู่ diachi alamat alamatrumah 住址 地址 家庭住址 住所 주소 집주소
`)

/** Card verification codes. */
export const cvvNames = set(`
  cvv cvc cvn csc cvvcode cvccode cvcode securitycode cardcode cardcvv cardcvc cardcvn cardverification cardverificationcode cardverificationvalue cardverificationnumber verificationvalue
  cvvnumber cvcnumber cvnumber cvvvalue cvcvalue cvd cvdvalue cvdcode cvdnumber cardcvd cardsecval cardvalidationnum cardvalidationnumber cardvalidationcode cardsecuritycode cardsecurity cardpin
  codigoseguridad codigodeseguridad codigocvv codigoseguranca codigodeseguranca codesecurite codedesecurite cryptogramme cryptogrammevisuel codicesicurezza codicedisicurezza
  sicherheitscode kartenprufnummer kartenpruefnummer prufnummer pruefnummer kartenprufziffer beveiligingscode sakerhetskod sikkerhetskode sikkerhedskode turvakoodi
  kodbezpieczenstwa kodcvv kodcvc bezpecnostnikod bezpecnostnykod biztonsagikod guvenlikkodu codsecuritate codcvv кодбезопасности кодcvv 安全码 安全碼 セキュリティコード 보안코드
`)

/** One-time codes and PINs. */
export const otpNames = set(`
  pin cpin pincode pinnumber otp otpattempt totp mfa tfa hotp tan mtan smstan pushtan tannummer passcodeotp onetimecode onetimepin onetimepassword onetimepasscode verificationcode confirmationcode authcode
  logincode securecode mfacode tfacode facode totpcode otpcode smscode accesscode smspin twofactorcode twofactor twofactorauthcode authenticatorcode secondfactor stepupcode
  emailcode phonecode resetcode activationcode pairingcode unlockcode recoverycode recoverycodes backupcode backupcodes challengecode
  codigoverificacion codigodeverificacion codigoconfirmacion codigodeconfirmacion codigoacceso codigodeacceso codigosms clavedinamica codigoverificacao codigodeverificacao codigoconfirmacao codigodeconfirmacao
  codeverification codedeverification codevalidation codedevalidation codeconfirmation codedeconfirmation codesms codeacces codiceverifica codicediverifica codiceconferma codicediconferma codiceotp codicetemporaneo
  bestatigungscode bestaetigungscode verifizierungscode verifikationscode prufcode pruefcode einmalcode einmalpin einmalpasswort freischaltcode aktivierungscode anmeldecode zugangscode
  verificatiecode bevestigingscode toegangscode eenmaligecode pincode verifieringskod engangskod bekraftelsekod bekreftelseskode engangskode bekraeftelseskode verifiseringskode
  vahvistuskoodi kertakoodi tunnusluku kodweryfikacyjny kodpotwierdzajacy kodsms kodautoryzacyjny overovacikod kodsms ellenorzokod megerositokod dogrulamakodu onaykodu tekkullanimliksifre codverificare coddeverificare
  кодподтверждения кодпроверки кодизсмс одноразовыйкод пинкод кодпідтвердження κωδικοςεπαληθευσης 验证码 驗證碼 校验码 动态码 短信验证码 確認コード 認証コード 認証番号 ワンタイムパスワード 인증번호 인증코드 확인코드
  kodeverifikasi kodeotp maxacnhan maxacthuc maotp رمزالتحقق קודאימות
`)

/** Payment card numbers. */
export const cardNames = set(`
  card creditcard debitcard paymentcard bankcard cardnumber cardnum cardno cardnr cardpan creditcardnumber cc ccn ccnumber ccnum ccno primaryaccountnumber
  kartennummer kreditkarte kreditkartennummer karte kartennr tarjeta numerotarjeta tarjetacredito tarjetadecredito cartao cartaocredito cartaodecredito carte cartebancaire cartecredit cartedecredit numerocarte
  cartadicredito cartacredito numerocarta creditcardnummer kaartnummer kortnummer kreditkort kreditkortnummer betalkort luottokortti kortinnumero karta kartakredytowa numerkarty karty cislokarty kartenummer
  bankkartya kartyaszam kartno kartnumarasi kredikarti numarcard картабанка номеркарты карта 卡号 银行卡号 信用卡 信用卡号 カード番号 クレジットカード クレジットカード番号 카드번호 신용카드 신용카드번호 kartukredit nomorkartu
`)

/** National identity, tax, insurance and residence numbers, by the names that countries give them. */
export const nationalIds = set(`
  nationalid nationalidnumber nationalinsurance nationalinsurancenumber nino ninumber idcard idcardnumber identitynumber identitycard identitydocument idnumber idno personalid personalnumber personalidnumber
  socialinsurance socialinsurancenumber taxid taxidnumber taxnumber taxpayer taxpayerid taxfile taxfilenumber tfn tin itin ein vatid utr ppsn pps medicare medicarenumber medicarecard ird irdnumber
  steuerid steuernummer steueridentifikationsnummer steueridnr idnr personalausweis personalausweisnummer ausweisnummer ausweisnr sozialversicherungsnummer sozialversicherung svnr svnummer rentenversicherungsnummer
  krankenversichertennummer versichertennummer krankenkassennummer ahv avs ahvnummer ahvnr navs numeroavs
  cpf cnpj rg dni nie nif cif curp cedula cedulaidentidad cuit cuil ruc nit dui nss seguridadsocial numeroseguridadsocial claveelector tituloeleitor pispasep
  codicefiscale codfisc partitaiva cartaidentita cartadidentita nir insee securitesociale numerosecu numsecu numerosecuritesociale cni cartenationaleidentite bsn burgerservicenummer sofinummer
  rijksregisternummer rijksregister registrenational niss insz identiteitskaart pesel nip dowodosobisty dowodu nrdowodu seriadowodu rodnecislo rodnec cislopo obcanskyprukaz obcanka
  personnummer personnr samordningsnummer fodselsnummer fodselsnr dnummer personnumer kennitala cpr cprnummer cprnr cprnumber hetu henkilotunnus henkilotunnusnumero sotu isikukood asmenskodas personaskods
  egn cnp codnumericpersonal jmbg oib emso szemelyiszam szemelyiigazolvany tajszam adoazonosito afm amka tckimlik tckimlikno kimlikno kimliknumarasi tckn vkn
  снилс snils инн inn иин ипн рнокпп єгн егн תעודתזהות מספרזהות رقمالهوية emiratesid iqama
  aadhaar aadhar adhaar aadhaarnumber aadhaarno pan pannumber panno pancard voterid nric hkid mykad nik ktp npwp cccd cmnd socmnd socccd philsys umid
  mynumber rrn 身份证 身份证号 身份证号码 身分證 身分證字號 公民身份号码 统一编号 주민등록번호 주민번호 외국인등록번호 マイナンバー 個人番号
  nhsnumber nhs healthinsurancenumber healthcard insurancenumber medicalrecordnumber mrn socialsecuritynumberforeign bvn ghanacard kimlik sozialversicherungsnr
`)
