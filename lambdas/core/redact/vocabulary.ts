/**
 * The words that make a key name sensitive, and those that take it back. Lower case, without accents stripped: both
 * spellings are listed where both are in use.
 */

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter(Boolean))

/** Any value under such a word is a password, in whatever language the developer named it. */
export const passwordWords = set(`
  psk wpapsk password passwd passwrd passwort passwords passphrase passcode pwd pswd psw pw pass passw pword
  kennwort losung senha palavrapasse contraseña contrasena contrasenya clave mdp motdepasse parola haslo hasło wachtwoord
  lösenord losenord adgangskode adgangskod passord salasana jelszo jelszó heslo şifre sifre parool parole slaptazodis slaptažodis
  lozinka sandi katasandi matkhau geslo пароль пароли парола κωδικός סיסמה सांकेतिक-शब्द รหัสผ่าน 密码 密碼 口令 パスワード 暗証番号 비밀번호 암호
`)

/** A secret of no particular kind. */
export const secretWords = set(`
  secret secrets secrete secreto segredo geheim geheimnis geheimwort hemlig hemmelighed segreto tajne секрет 秘密 シークレット
  credential credentials creds cred psk wpapsk presharedkey keypass storepass bindpw rootpw
`)

/** Words which, before \`key\`, make it a key that opens something. */
export const keyQualifiers = set(`
  api apis access secret private app application auth authorization authentication signing sign signature encryption encrypt
  decryption master account priv privacy storage license licence subscription consumer client shared session hmac aes rsa webhook deploy
  server service ssh gpg pgp ssl tls jwt cipher crypto vault root admin functions function sas instrumentation ingest ingestion
  integration write writer read rw data projects merchant publishable rest live test sandbox personal user developer dev
  team org organization organisation bot channel sdk mobile ios android payment gateway billing maps places geocoding
  weather translate cognitive search cosmos cosmosdb iot eventhub servicebus relay batch blob dkim wireguard vpn wifi wpa psk
  preshared wep decrypt recovery backup unseal unlock activation product serial
`)

/** Words which, before \`key\`, make it a name for something: never a secret. */
export const harmlessKeyQualifiers = set(`
  public pub primary foreign cache sort partition object row hash idempotency dedup deduplication message event lock
  config configuration feature flag i18n locale translation index unique composite group bucket schema sequence registry host
  lookup map dictionary resource job task queue topic record item file path metric rate limit component react tab menu section
  correlation trace request transaction order filter kms range shard hot any some no last first next prev current old new issuer
  s s3 storage-class column field table db database parent child natural surrogate candidate super attribute property context
  label tag meta header cookie param parameter query string error message text title name type value pair document doc entity
  redis memcached memcache dynamo dynamodb kafka sqs etcd zookeeper consul hkey registry arrow enter escape function tab shift
  recv receive mutex semaphore lease throttle
  get set put has is new remove add find with on by of the for n k pk fk ck
  kernel builder build signer reporter socket
  home end delete backspace meta alt ctrl control up down left right hot press keyboard musical major minor
`)

/** Words which, before \`token\`, make it a cursor or a piece of a text: not a secret. */
export const harmlessTokenQualifiers = set(`
  next page continuation pagination prev previous sync cancellation cancel resume scroll cursor unexpected invalid expected
  stop start end max min total input output prompt completion num number of per cached reasoning used bos eos pad unk sep cls mask
  backward forward sequence lock change creation
  starting idempotency special first last current lex lexer parser syntax string design etag concurrency
`)

/**
 * A last word that makes the key a statement about the secret, or its name, and not the secret.
 * \`hash\` is left out on purpose: a password's hash can be attacked.
 */
export const harmlessTails = set(`
  count counts length len size type types id ids identifier identifiers interval intervals namespace namespaces expiry expires expired expiration expire exp expirein expiresin ttl age policy policies
  status state valid validity enabled disabled required reset changed updated created issued at on time date timestamp hint url uri link
  path file filename filepath dir directory folder endpoint version algorithm alg algo format field fields label index idx prefix suffix limit limits max min
  usage used budget strength attempts attempt retries rotation rotated duration error errors message msg present exists exist
  provided configured source method mode scope scopes issuer provider service bucket table column class manager store vault
  arn region flag placeholder title description text name names variable var env page form input button screen view
  validator validation check checker checked correct match matches matched mismatch changedat seconds secs ms minutes hours days
  scan scans scanning stage address addresses
  stdin iterations rounds cost algorithm curve chars charset alphabet regex pattern template generator factory handler helper
  controller module plugin option options settings config configuration info metadata event events action request requests
  response responses user users username owner email mail host port server realm domain protocol ref reference location accessor
  rate rates ratio score threshold percent percentage total sum avg average encoder decoder encoding engine engines maps hashers exception exceptions failure failures warning fault hasher strategy backend driver
  fingerprint fingerprints metric metrics program programs minlength maxlength complexity reminder prompt dialog field manager resolver converter interceptor filter context scanner detector annotation
  authenticator grant results result combination group groups key-name keyring resource failed refilled rejected denied accepted revoked succeeded verified validated
  ok complete completed done incorrect wrong invalid weak strong authenticated consumed granted redeemed requested detected forced allowed supported permission permissions role roles typed
  operation encryption hashing inactive remaining offset wrapper wrappers properties
  expression expressions selection change changes in via by after before since until attribute attributes claim claims history log logs audit
`)

/** A first word that makes the key a question about the secret. */
export const harmlessHeads = set(
  `checksum checksums has is num min max should needs requires require show hide allow forgot skip without ask`,
)

/** Qualifiers which make a following \`name\` a person's. */
export const personQualifiers = set(`
  first last full given family middle maiden legal real customer patient employee cardholder holder person contact recipient
  beneficiary guest passenger student applicant insured subscriber buyer payer payee sender billing shipping doctor mother father spouse
`)

/** Services whose name before `key` makes it a key of theirs, and which are used as the name of a key themselves. */
export const vendors = set(`
  adafruit adobe airtable algolia alibaba aliyun amplitude anthropic apollo artifactory asana assemblyai atlassian auth0 aws azure beamer bitbucket
  bittrex box braintree brevo bugsnag buildkite calendly circleci clerk clickup clickhouse cloudflare cloudinary clojars codecov cohere coinbase
  confluent contentful contentstack coveralls databricks datadog deepgram deepl deepseek digitalocean discord docusign doppler dropbox duffel
  dynatrace easypost elastic elevenlabs etherscan etsy facebook fastly figma finicity finnhub flickr flutterwave foursquare freshbooks freshdesk
  freshservice gcp gemini geoapify giphy github gitlab gitter gocardless google grafana groq harness here heroku honeybadger honeycomb hubspot huggingface
  ibm infracost infura instagram intercom ipinfo ipstack jfrog jira klaviyo kraken kucoin launchdarkly linear linkedin linode lob loggly logzio looker mailchimp
  mailgun mailjet mandrill mapbox mapquest mattermost maxmind messagebird microsoft mistral mixpanel moralis nasa netlify newrelic newsapi ngrok notion npm nuget
  nytimes okta onesignal openai openweather openweathermap openrouter opsgenie optimizely pagerduty paypal paystack pendo perplexity pinecone pinterest plaid
  planetscale plivo postmark postman posthog prefect pulumi pusher pypi quandl rapidapi razorpay readme reddit replicate resend rollbar rubygems salesforce
  scaleway segment sendbird sendgrid sendinblue sentry serpapi servicenow shippo shodan shopify signalwire slack snowflake snyk sonar sonarqube sourcegraph
  sparkpost splunk spotify square squarespace strava stripe sumo sumologic supabase tavily teamcity telegram tencent terraform together tomtom travis travisci trello
  twilio twitch twitter typeform unsplash upstash vercel virustotal vonage vultr weatherapi webflow wistia woocommerce wordpress xai yandex yelp youtube zapier
  zendesk zoom zoho
  abstractapi abuseipdb accuweather adzuna aiven alchemy alienvault ambee anypoint apify apideck apilayer appcues appsflyer appoptics appveyor auth0management
  autodesk avalara aviationstack axonaut aylien bannerbear baremetrics betterstack billomat bitfinex bitly bitmex blazemeter blynk bombbomb brandfetch
  browserstack bulksms buttercms caflou calendarific callrail campaignmonitor cannyio capsulecrm carbone censys centrifugo chartmogul chatfuel checkmarx
  clarifai clearbit clicksend cliengo cloudconvert cloudmersive cloudsmith clockify clockwork cloze codacy codeclimate coinapi coinlayer coinlib commercejs
  convertkit crowdin cryptocompare currencycloud currencylayer customerio dailyco dareboost deno detectify detectlanguage dfuse dialogflow diffbot digicert
  discogs dnscheck dockerhub documo dotdigital dovico dronahq droneci dwolla dynadot eagleeye ecostruxure edamam edenai eightxeight elasticemail enablex
  etsyapi everhour exchangerate facepp faunadb feedier fetchrss ficosa fileio findl firebase fixerio flatio fleetbase flightapi flightstats floatapp flowflu
  flutter frameio freesound fullstory fusebill fxmarket geckoboard gengo geocodify geocodio geoipify getgeoapi getgist getsandbox gitguardian glassnode gofile
  gocanvas godaddy goodday grafanacloud graphcms graphhopper growthbook gtmetrix guardianapi gumroad gyazo happyscribe helpcrunch helpscout hellosign
  heatmapapi hereapi highsail hiveage holidayapi honeywell hybiscus hypertrack iexcloud imagekit imagga insightly intrinio invoiceocean ipapi ipdata
  ipgeolocation iphub ipquality ironio jiratoken jotform jumpcloud karmacrm keenio kickbox klipfolio kontent kylas languagelayer leadfeeder lemlist
  lemonsqueezy lexigram linenotify linkpreview liveagent livestorm locationiq loginradius loyverse lunchmoney luno mailboxlayer mailerlite mailmodo mailsac
  mailtrap marketstack mavenlink meaningcloud mediastack mesibo metaapi metabase metrilo mixcloud mixmax mockaroo monkeylearn moonclerk moosend mrticktock
  myfreshworks nethunt netcore neutrino newscatcher nexmo nftport nicereply nozbe numverify nutritionix oanda omnisend onelogin oopspam opencage opengraph
  outseta pandadoc paralleldots paydirt paymo pdfshift peopledatalabs pinata pipedream pipedrive pivotaltracker pixabay plagiarismcheck planviewleankit planyo
  positionstack powrbot prodpad prospectcrm proxycrawl pulsarapi pushbullet pushover qase qualaroo qubole qwen rawg rebrandly redislabs repairshopr restpack
  ringcentral ritekit rocketreach rownd runrunit salesblink salescookie salesflare satismeter saucelabs scalr scrapeowl scraperapi scrapersite scrapfly
  scrapingant scrapingbee screenshotapi securitytrails sendpulse serphouse sheety sherpadesk shipday shotstack shutterstock sigopt simplesat simplynoted
  simvoly sinch siteleaf skybiometry smartsheets smartystreets snipcart speechtext splunkobservability spoonacular sportsmonk statuscake statuspage statuspal
  stockdata storecove stormboard stormglass storyblok stytch sugester surveyanyplace surveybot surveysparrow survicate swiftype tallyfy tatumio taxjar teamgate
  technicalanalysis telnyx testingbot textmagic theoddsapi thinkific thousandeyes ticketmaster tickettailor tiingo timecamp timezoneapi tineswebhook tmetric
  todoist tokeet tradier transferwise travelpayouts trufflehog tyntec ubidots uclassify unifyid unplugg uploadcare uplead uptimerobot urlscan userflow
  userstack vatlayer vbout veriphone versioneye viewneo vimeo visualcrossing voicegain voodoosms vouchery vpnapi walkscore weatherbit weatherstack webex
  webscraper webscraping whoxy worksnaps workstack worldcoinindex worldweather wrike yandexcloud yousign zenrows zenscrape zenserp zeplin zerobounce zerotier
  zipapi zipbooks zipcodeapi zonkafeedback zulip
  abyssale adafruitio aeroworkflow airbrake airship airvisual alconost alegra allsports apacta api2cart apiflash apifonica apimatic apimetrics apitemplate
  appfollow appointedd appsynergy apptivo atera autoklose ayrshare beebole besnappy besttime bitbar blitapp boostnote borgbase browshot bscscan budibase bugherd campayn
  captaindata carboninterface cashboard caspio cexio chatfule checklyhq checkvist clickhelp clinchpad clockworksms closecrm cloudelements cloudimage cloverly clustdoc coda
  codemagic codequiry collect2 companyhub convertapi convier copyleaks craftmypdf currencyfreaks currencyscoop customerguru databox datagov deepai delighted demio diggernaut
  disqus docparser duply dynalist dyspatch easyinsight endorlabs ethplorer exportsdk extractorapi fastforex fibery finage flightlabs flyio formbucket formcraft formio
  formsite getresponse groovehq html2pdf iconfinder iexapis instabot instamojo integromat ip2location ipify ipinfodb kanbantool keygen knapsackpro langfuse langsmith
  larksuite lendflow loadmill lokalise madkudu meistertask meraki mindmeister myintervals netsuite neutrinoapi nylas onepagecrm onfleet opencagedata openuv overloop owlbot
  packagecloud pagarme pandascore paperform parsehub parseur partnerstack paydirtapp paymoapp paymongo pdflayer pepipost photoroom podio portainer postageapi pubnub
  purestake reachmail refiner rentman repairshopr requestfinance route4me salesmate sanity scraperbox scrapestack scrutinizerci selectpdf serpstack signaturit skrapp
  sonarcloud speechtextai sportradar squareup sslmate stockrover storychief tailscale teamworkcrm techulus text2data toggltrack tomorrowio twelvedata typetalk upcdatabase
  verimail webhookrelay websitepulse wepay youneedabudget zenkit zipcodebase zohocrm zulipchat
`)
