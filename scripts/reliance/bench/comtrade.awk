# Reads BACI, writes the same rows in the 47 columns of Comtrade's API.
BEGIN {
	FS = ","
	print "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode," \
	    "reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,partnerDesc," \
	    "partner2Code,partner2ISO,partner2Desc,classificationCode," \
	    "classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel," \
	    "isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode," \
	    "qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty," \
	    "isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated," \
	    "cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate"
}
NR > 1 {
	kg = 1000 * $6
	printf "C,A,%s0101,%s,52,%s,%s,,,X,Export,%s,,,0,W00,World,H5,HS,true,%06d," \
	    "\"A commodity; of any kind, n.e.c. in heading no. %s\",6,true,C00,TOTAL CPC,0,0," \
	    "TOTAL MOT,8,kg,%.3f,false,-1,N/A,0,false,%.3f,false,0,false,,%.3f,%.3f,0,false,true\n",
	    $1, $1, $1, $2, $3, $4, substr($4, 1, 4), kg, kg, 1000 * $5, 1000 * $5
}
