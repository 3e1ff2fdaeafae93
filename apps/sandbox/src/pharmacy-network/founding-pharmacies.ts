/**
 * The pharmacies that tests, demo and documentation name: each id keeps its name, place and behaviour.
 * NCPDPID|name|kind|behaviour|street|city|state|ZIP|latitude|longitude|states served (own state when empty)
 */
export const foundingPharmacies = `
9900017|Harborview Pharmacy|retail|accept|118 Ferry Lane|Seattle|WA|98101|47.6101|-122.3344|
9900025|Larkspur Drugs|retail|accept|2040 Alder Street|San Francisco|CA|94107|37.7697|-122.3933|
9900033|Sundial Pharmacy|retail|accept|77 Mesquite Way|Phoenix|AZ|85004|33.4512|-112.0705|
9900041|Bluebonnet Pharmacy|retail|accept|509 Pecan Avenue|Austin|TX|78701|30.2711|-97.7437|
9900058|Lakeside Apothecary|retail|accept|3300 Shoreline Drive|Chicago|IL|60611|41.8925|-87.6163|
9900066|Beacon Hill Chemists|retail|accept|16 Lantern Row|Boston|MA|02108|42.3576|-71.0636|
9900074|Knickerbocker Pharmacy|retail|accept|845 Mercer Walk|New York|NY|10012|40.7255|-73.9983|
9900082|Palmetto Pharmacy|retail|accept|1201 Heron Boulevard|Miami|FL|33130|25.7672|-80.2048|
9900090|Peachtree Community Pharmacy|retail|accept|64 Orchard Court|Atlanta|GA|30309|33.7984|-84.3883|
9900108|Front Range Pharmacy|retail|accept|910 Aspen Street|Denver|CO|80202|39.7541|-105.0002|
9900116|Keystone Family Pharmacy|retail|accept|27 Quarry Road|Philadelphia|PA|19103|39.9529|-75.1741|
9900124|Buckeye Corner Pharmacy|retail|accept|455 Maple Terrace|Columbus|OH|43215|39.9647|-83.0041|
9900132|Slow Creek Pharmacy|retail|slow|8 Millpond Lane|Portland|OR|97205|45.5202|-122.6889|
9900140|Closed Book Pharmacy|retail|reject_900|300 Granite Street|Sacramento|CA|95814|38.5803|-121.4931|
9900157|Gatehouse Pharmacy|retail|reject_601|12 Turnstile Road|Dallas|TX|75201|32.7876|-96.7994|
9900165|Static Line Pharmacy|retail|reject_602|99 Switchyard Avenue|Brooklyn|NY|11201|40.6935|-73.9897|
9900173|Quiet Street Pharmacy|retail|never_answer|41 Hush Lane|Tampa|FL|33602|27.9525|-82.4569|
9900181|Echo Canyon Pharmacy|retail|duplicate|220 Reverb Road|Las Vegas|NV|89101|36.1727|-115.1377|
9900199|Backwards Bend Pharmacy|retail|out_of_order|5 Oxbow Drive|Nashville|TN|37203|36.1539|-86.7893|
9900207|Empty Shelf Pharmacy|retail|out_of_stock|613 Drought Street|Tucson|AZ|85701|32.2189|-110.9676|
9900215|Half Moon Pharmacy|retail|partial_fill|702 Crescent Avenue|San Diego|CA|92101|32.7199|-117.1628|
9900223|Meridian Mail Pharmacy|mail_order|accept|4500 Distribution Parkway|Louisville|KY|40219|38.1391|-85.6905|*
9900231|Prairie Post Pharmacy|mail_order|accept|1 Depot Road|Sioux Falls|SD|57104|43.5637|-96.7311|*
9900249|Longhaul Mail Pharmacy|mail_order|slow|88 Freight Loop|Memphis|TN|38118|35.0456|-89.9273|* -AK -HI
9900256|Mortar and Vine Compounding|compounding|accept|33 Vineyard Street|Tampa|FL|33607|27.9631|-82.4887|FL GA AL SC NC TN TX CA NY
9900264|Copperleaf Compounding|compounding|accept|1510 Foundry Road|Phoenix|AZ|85034|33.4359|-112.0252|AZ CA NV NM UT CO TX WA OR
`
